package io.perdure.demo;

import io.perdure.PerdureReader;
import io.perdure.demo.shop.Recipe;
import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.store.StoreReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One run of the demo: lets customers ask the shop, kills it, starts it again, and compares. */
final class Run {
  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final long SILENCE = Duration.ofSeconds(30).toNanos();

  private final Place place;
  private final Plan plan;
  private final Narrator narrator;
  private final Rules rules;
  private final Random chance;
  private final Ledger ledger = new Ledger();
  private final Customers customers;
  private final Deque<Long> kills;
  private Optional<Long> killedAt = Optional.empty();

  /**
   * What is to happen.
   *
   * @param orders how many are asked for
   * @param kills how often the shop is killed
   * @param seed decides what the world answers, and about when the shop is killed
   */
  record Plan(int orders, int kills, long seed) {}

  Run(Place place, Plan plan, Narrator narrator) {
    this.place = place;
    this.plan = plan;
    this.narrator = narrator;
    this.rules = new Rules(new World(plan.seed()));
    this.chance = new Random(plan.seed());
    this.customers = new Customers(plan.orders(), ledger);
    this.kills = moments();
  }

  /** After how many moves the shop is killed: one moment somewhere in each part of the work. */
  private Deque<Long> moments() {
    long moves =
        IntStream.rangeClosed(1, plan.orders())
            .mapToLong(number -> rules.wholeHistory(Customers.order(number), Recipe.V1).size() - 1)
            .sum();
    Deque<Long> moments = new ArrayDeque<>();
    for (int kill = 0; kill < plan.kills(); kill++) {
      double part = (kill + 0.1 + 0.8 * chance.nextDouble()) / plan.kills();
      moments.add(1 + (long) (0.9 * part * moves));
    }
    return moments;
  }

  /** Runs to the end and answers whether everything is as it must be. */
  boolean play() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    try {
      while (!kills.isEmpty()) {
        long moves = kills.removeFirst();
        if (!liveAndDie(moves)) {
          wrong.add("not when it was killed after " + moves + " moves, as is told above");
        }
      }
      live();
    } catch (DemoException stuck) {
      wrong.add(String.valueOf(stuck.getMessage()));
    }
    return proveAll(wrong);
  }

  /** A life of the shop that is ended from outside, after so many moves of all its lives. */
  private boolean liveAndDie(long moves) throws IOException, InterruptedException {
    try (Child shop = start()) {
      while (ledger.moves() < moves && ledger.ended() < plan.orders()) {
        serve(shop);
      }
      LockSupport.parkNanos(chance.nextInt(20_000_000)); // wherever the shop may be then
      int exitCode = shop.kill();
      killedAt = Optional.of(System.nanoTime());
      narrator.event("KILLED with kill -9 %d; its exit code is %d", shop.pid(), exitCode);
      while (!shop.hasEnded()) {
        shop.hear(GLANCE).ifPresent(ledger::told);
      }
    }
    return proveTold();
  }

  /** The last life of the shop: until it has closed. */
  private void live() throws IOException, InterruptedException {
    try (Child shop = start()) {
      while (!customers.areServed()) {
        serve(shop);
      }
      shop.say("close");
      while (!shop.hasEnded()) {
        listen(shop);
      }
      narrator.event("the shop has closed; its exit code is %d", shop.exitCode());
    }
  }

  private Child start() throws IOException {
    Child shop = Child.start(place, plan.seed());
    narrator.event("the shop is started as process %d", shop.pid());
    customers.askAgain(shop);
    return shop;
  }

  private void serve(Child shop) throws InterruptedException {
    customers.ask(shop);
    listen(shop);
    if (shop.hasEnded()) {
      throw new DemoException("the shop has ended by itself, exit code " + shop.exitCode());
    }
  }

  private void listen(Child shop) throws InterruptedException {
    Optional<String> line = shop.hear(GLANCE);
    line.ifPresent(this::hear);
    narrator.progress(ledger);
    if (line.isEmpty() && System.nanoTime() - shop.lastHeard() > SILENCE) {
      throw new DemoException("the shop has said nothing for 30 s");
    }
  }

  private void hear(String line) {
    ledger.told(line);
    killedAt.ifPresent(
        at -> narrator.event("it goes on, %.1f s after the kill", (System.nanoTime() - at) / 1e9));
    killedAt = Optional.empty();
    if (line.startsWith("deployed")) {
      narrator.event(
          "version %d is deployed, and routed: new orders have it", ledger.versions().size());
    }
  }

  private boolean proveTold() {
    try (PerdureReader open = place.door().openReadOnly()) {
      StoreReader store = open.namespace(Place.NAMESPACE);
      narrator.more("it had told:  %,d events", ledger.events());
      narrator.more("there is now: %s", Found.in(store));
      Map<String, List<String>> wrong = Proof.ofWhatWasTold(store, ledger);
      if (holds(wrong)) {
        narrator.more("all that was told is there, and no history has a gap");
      } else {
        narrator.verdict(wrong);
      }
      narrator.more("requests not answered, to be asked again: %,d", ledger.unanswered().size());
      return holds(wrong);
    }
  }

  private boolean proveAll(List<String> wrongBefore) {
    try (PerdureReader open = place.door().openReadOnly()) {
      StoreReader store = open.namespace(Place.NAMESPACE);
      Found found = Found.in(store);
      narrator.say("");
      narrator.say("%s", found);
      narrator.say("%s", found.byStatus());
      Map<String, List<String>> wrong = new LinkedHashMap<>();
      wrong.put(
          "after each kill all that had been told was there, and the shop went on", wrongBefore);
      wrong.putAll(Proof.ofAll(store, ledger, rules));
      narrator.verdict(wrong);
      return holds(wrong);
    }
  }

  private static boolean holds(Map<String, List<String>> wrong) {
    return wrong.values().stream().allMatch(List::isEmpty);
  }
}
