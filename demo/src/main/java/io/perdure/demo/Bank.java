package io.perdure.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perdure.demo.shop.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The bank: outside the shop, with books of its own, that no transaction of the shop reaches. It
 * does what it is asked for when it is asked; a key that it knows it answers as before, and does
 * nothing. For the demo it can be told to book some charges and to keep the answer back until
 * whoever asked has been killed. Thread-safe.
 */
final class Bank implements AutoCloseable {
  private final World world;
  private final Set<Integer> keptBack;
  private final HttpServer server;
  private final ExecutorService tellers = Executors.newCachedThreadPool(Bank::teller);
  private final Map<String, Charge> books = new LinkedHashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private Optional<Silence> silence = Optional.empty();
  private int requests;

  /**
   * A line of the books.
   *
   * @param key the request's
   * @param order what it was for
   * @param answer what came of it
   */
  record Charge(String key, String order, World.Answer answer) {}

  /**
   * A charge that is booked, and of which the one who asked for it does not hear.
   *
   * @param worker who that is
   * @param charge what was booked
   */
  record Silence(String worker, Charge charge) {}

  private Bank(World world, Set<Integer> keptBack, HttpServer server) {
    this.world = world;
    this.keptBack = keptBack;
    this.server = server;
  }

  /**
   * Opens it, on a port of this machine.
   *
   * @param keptBack after which charges, counted from 1, it is silent
   */
  static Bank open(World world, Set<Integer> keptBack) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Bank bank = new Bank(world, Set.copyOf(keptBack), server);
    server.createContext("/charges", bank::serve);
    server.setExecutor(bank.tellers);
    server.start();
    return bank;
  }

  private static Thread teller(Runnable task) {
    Thread thread = new Thread(task, "bank");
    thread.setDaemon(true);
    return thread;
  }

  URI address() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/charges");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      String worker = exchange.getRequestHeaders().getFirst("Worker");
      byte[] answer = charge(worker, key, order).name().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the bank closes
    }
  }

  /** Charges an order, unless the key is known: what comes of it depends on its attempts here. */
  synchronized World.Answer charge(String worker, String key, String order)
      throws IOException, InterruptedException {
    while (silence.isPresent()) {
      wait();
    }
    if (gone.contains(worker)) {
      throw new IOException(worker + " has hung up");
    }
    requests++;
    Charge known = books.get(key);
    if (known != null) {
      return known.answer();
    }
    int attempt = attempts.merge(order, 1, Integer::sum);
    Charge charge = new Charge(key, order, world.answer(order, "charge", attempt));
    books.put(key, charge);
    if (keptBack.contains(books.size())) {
      silence = Optional.of(new Silence(worker, charge));
      while (silence.isPresent()) {
        wait();
      }
    }
    return charge.answer();
  }

  /** Who does not hear of which charge, if the bank is silent now. */
  synchronized Optional<Silence> silence() {
    return silence;
  }

  /** It goes on with all who wait, but for that worker, which has been killed. */
  synchronized void goOnWithout(String worker) {
    gone.add(worker);
    silence = Optional.empty();
    notifyAll();
  }

  /** The charges, in the order in which they were booked. */
  synchronized List<Charge> books() {
    return new ArrayList<>(books.values());
  }

  /** How often it was asked. */
  synchronized int requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    tellers.shutdownNow();
  }
}
