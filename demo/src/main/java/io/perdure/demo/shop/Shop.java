package io.perdure.demo.shop;

import io.perdure.Perdure;
import io.perdure.demo.Place;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One of the shop's processes, which are all alike. It is asked in lines on its standard input,
 * {@code deploy 1}, {@code place order-00001}, {@code close}, and tells on its standard output what
 * has been committed, never before. It keeps nothing in memory that it needs: when it is killed,
 * the others go on where the store says that it was.
 */
public final class Shop {
  private static final int HANDS = 4;
  private static final int CLERKS = 2;

  private final Store store;
  private final Outside outside;
  private final Orders orders;
  private final Closing closing;
  private final InstantSource clock = InstantSource.system();
  private final PrintStream voice = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Shop(Store store, Outside outside) {
    this.store = store;
    this.outside = outside;
    this.orders = new Orders(store, new Rules(outside.world()));
    this.closing = new Closing(store);
  }

  /**
   * Runs until {@code close} was said and no timer and no task is left.
   *
   * @param args the process's name, where the bank is, the seed of the world, and where the store
   *     is
   */
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(Shop::fail);
    World world = new World(Long.parseLong(args[2]));
    Outside outside = new Outside(args[0], URI.create(args[1]), world, HttpClient.newHttpClient());
    Place place = Place.of(List.of(args).subList(3, args.length), System.getenv());
    try (Perdure perdure = place.door().migrateOnOpen().open()) {
      new Shop(perdure.namespace(Place.NAMESPACE), outside).run();
    }
    Runtime.getRuntime().halt(0); // the thread that reads cannot be interrupted
  }

  private static void fail(Thread thread, Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1); // what was committed is committed, and the rest is not
  }

  private void run() throws InterruptedException {
    tell("open");
    ExecutorService clerks = Executors.newFixedThreadPool(CLERKS);
    Thread door = new Thread(() -> serve(clerks), "door");
    door.setDaemon(true);
    door.start();
    Thread alarms = new Thread(new Alarms(store, orders, closing, this::tell), "alarms");
    alarms.start();
    ExecutorService hands = Executors.newFixedThreadPool(HANDS);
    try (Claims claims = new Claims(store)) {
      new Worker(store, claims, outside, orders, closing, hands, this::tell).run();
    }
    alarms.join();
  }

  private void serve(ExecutorService clerks) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "deploy" -> deploy(words[1]);
          case "place" -> clerks.execute(() -> tell(orders.place(WorkflowId.of(words[1]))));
          default -> close(clerks);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Nobody asks any more.
    }
    Runtime.getRuntime().halt(1); // whoever started this process is gone
  }

  private void deploy(String number) {
    Recipe recipe = number.equals("1") ? Recipe.V1 : Recipe.V2;
    tell("deployed " + number + " " + Recipes.deploy(store, recipe, clock.instant()));
  }

  private void close(ExecutorService clerks) throws InterruptedException {
    clerks.shutdown();
    clerks.awaitTermination(1, TimeUnit.MINUTES);
    closing.close();
  }

  private void tell(Object what) {
    voice.println(what);
  }
}
