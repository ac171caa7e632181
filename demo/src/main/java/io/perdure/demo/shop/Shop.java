package io.perdure.demo.shop;

import io.perdure.Perdure;
import io.perdure.demo.Place;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The shop's process. It is asked in lines on its standard input, {@code deploy 1}, {@code place
 * order-00001}, {@code close}, and tells on its standard output what has been committed, never
 * before. It keeps nothing in memory that it needs: killed and started again, it goes on where the
 * store says that it was.
 */
public final class Shop {
  private static final int WORKERS = 6;
  private static final int CLERKS = 2;

  private final Store store;
  private final Orders orders;
  private final InstantSource clock = InstantSource.system();
  private final PrintStream voice = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** No order will be placed any more. */
  private volatile boolean closed;

  private Shop(Store store, World world) {
    this.store = store;
    this.orders = new Orders(store, new Rules(world));
  }

  /**
   * Runs until {@code close} was said and no timer is left.
   *
   * @param args the seed of the world, and where the store is
   */
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(Shop::fail);
    World world = new World(Long.parseLong(args[0]));
    Place place = Place.of(List.of(args).subList(1, args.length), System.getenv());
    try (Perdure perdure = place.door().migrateOnOpen().open()) {
      new Shop(perdure.namespace(Place.NAMESPACE), world).run();
    }
    Runtime.getRuntime().halt(0); // the thread that reads cannot be interrupted
  }

  private static void fail(Thread thread, Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1); // what was committed is committed, and the rest is not
  }

  private void run() throws InterruptedException {
    ExecutorService clerks = Executors.newFixedThreadPool(CLERKS);
    Thread door = new Thread(() -> serve(clerks), "door");
    door.setDaemon(true);
    door.start();
    List<Thread> workers =
        IntStream.range(0, WORKERS)
            .mapToObj(
                i -> new Thread(new Worker(store, orders, () -> closed, this::tell), "worker-" + i))
            .toList();
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
  }

  private void serve(ExecutorService clerks) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "deploy" -> deploy(words[1]);
          case "place" -> clerks.execute(() -> place(WorkflowId.of(words[1])));
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
    voice.println("deployed " + number + " " + Recipes.deploy(store, recipe, clock.instant()));
  }

  private void place(WorkflowId order) {
    tell(orders.place(order));
  }

  private void close(ExecutorService clerks) throws InterruptedException {
    clerks.shutdown();
    clerks.awaitTermination(1, TimeUnit.MINUTES);
    closed = true;
  }

  private void tell(Orders.Made move) {
    voice.println(move);
  }
}
