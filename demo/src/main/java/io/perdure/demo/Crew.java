package io.perdure.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The shop's processes: {@code worker-1} and so on; no name is given twice. */
final class Crew implements AutoCloseable {
  private static final long SILENCE = Duration.ofSeconds(60).toNanos();

  private final Place place;
  private final long seed;
  private final URI bank;
  private final BlockingQueue<Child.Said> said = new LinkedBlockingQueue<>();
  private final Map<String, Child> alive = new LinkedHashMap<>();
  private final List<Child> open = new ArrayList<>();
  private int hired;
  private boolean closed;
  private long lastHeard = System.nanoTime();

  Crew(Place place, long seed, URI bank) {
    this.place = place;
    this.seed = seed;
    this.bank = bank;
  }

  /** Starts one more. */
  Child hire() throws IOException {
    hired++;
    Child child = Child.start("worker-" + hired, bank, seed, place, said::add);
    alive.put(child.name(), child);
    if (closed) {
      child.say("close");
    }
    return child;
  }

  /** Those that have opened the store. */
  List<Child> open() {
    return open;
  }

  /** The one of that name, unless it has ended. */
  Optional<Child> find(String name) {
    return Optional.ofNullable(alive.get(name));
  }

  /** How many there are. */
  int size() {
    return alive.size();
  }

  /** No order will be placed any more: they end when all is done. */
  void closeTheShop() {
    if (!closed) {
      closed = true;
      alive.values().forEach(child -> child.say("close"));
    }
  }

  /**
   * The next line of any of them, or nothing if they say nothing for so long.
   *
   * @throws DemoException if none has said anything for a minute
   */
  Optional<Child.Said> hear(Duration patience) throws InterruptedException {
    Optional<Child.Said> next =
        Optional.ofNullable(said.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    long now = System.nanoTime();
    if (next.isEmpty() && now - lastHeard > SILENCE) {
      throw new DemoException("no worker has said anything for a minute");
    }
    lastHeard = next.isPresent() ? now : lastHeard;
    next.filter(line -> line.line().isEmpty()).ifPresent(line -> forget(line.child()));
    next.filter(line -> line.line().filter("open"::equals).isPresent())
        .ifPresent(line -> open.add(line.child()));
    return next;
  }

  private void forget(Child child) {
    alive.remove(child.name());
    open.remove(child);
  }

  @Override
  public void close() throws InterruptedException {
    for (Child child : alive.values()) {
      child.kill();
    }
  }
}
