package io.perdure.demo;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the demo: lets customers ask the shop, kills its workers, and compares. */
final class Run {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Plan plan;
  private final Narrator narrator;
  private final Rules rules;
  private final Ledger ledger = new Ledger();
  private final Handovers handovers = new Handovers();
  private final Customers customers;
  private final Bank bank;
  private final Crew crew;
  private final List<Death> deaths = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  private Run(Plan plan, Narrator narrator, Rules rules, Bank bank, Crew crew) {
    this.plan = plan;
    this.narrator = narrator;
    this.rules = rules;
    this.bank = bank;
    this.crew = crew;
    this.customers = new Customers(plan.orders(), ledger);
  }

  /** Runs to the end and answers whether everything is as it must be. */
  static boolean play(Place place, Plan plan, Narrator narrator)
      throws IOException, InterruptedException {
    Rules rules = new Rules(new World(plan.seed()));
    try (Bank bank = Bank.open(rules.world(), plan.moments(rules));
        Crew crew = new Crew(place, plan.seed(), bank.address())) {
      Run run = new Run(plan, narrator, rules, bank, crew);
      try (Perdure perdure = opened(place)) {
        run.hireAll();
        run.work(perdure.namespace(Place.NAMESPACE));
      }
      try (PerdureReader reader = place.door().openReadOnly()) {
        return run.prove(reader.namespace(Place.NAMESPACE));
      }
    }
  }

  /** Opens the store before anybody is hired: what is wrong with it is then told once. */
  private static Perdure opened(Place place) {
    try {
      return place.door().migrateOnOpen().open();
    } catch (RuntimeException e) {
      throw new DemoException("there is no store at " + place.options() + ": " + e.getMessage());
    }
  }

  private void hireAll() throws IOException {
    for (int i = 0; i < plan.workers(); i++) {
      hire();
    }
  }

  private void work(Store store) throws IOException, InterruptedException {
    try {
      while (crew.size() > 0) {
        customers.ask(crew.open());
        listen(store);
        Optional<Bank.Silence> silence = bank.silence();
        if (silence.isPresent() && holds(silence.get())) {
          kill(silence.get(), store);
        }
        if (customers.areServed()) {
          crew.closeTheShop();
        }
      }
      narrator.event("no task is left, and the workers have ended");
    } catch (DemoException stuck) {
      wrong.add(String.valueOf(stuck.getMessage()));
      crew.close();
    }
  }

  private void hire() throws IOException {
    Child worker = crew.hire();
    narrator.event("%s is started as process %d", worker, worker.pid());
  }

  /** Whether the worker has told that it holds the task for which the bank is silent. */
  private boolean holds(Bank.Silence silence) {
    return handovers.of(silence.worker()).stream()
        .anyMatch(held -> held.task().toString().equals(silence.charge().key()));
  }

  /** Kills the worker to which the bank is silent, which holds at least that task. */
  private void kill(Bank.Silence silence, Store store) throws IOException, InterruptedException {
    Child worker = crew.find(silence.worker()).orElseThrow();
    int exitCode = worker.kill();
    while (crew.find(worker.name()).isPresent()) {
      listen(store);
    }
    bank.goOnWithout(worker.name());
    Death death = new Death(silence, handovers.of(worker.name()));
    deaths.add(death);
    int settled = death.settled(store);
    narrator.event(
        "KILLED with kill -9 %d: %s, holding %s; its exit code is %d",
        worker.pid(), worker, death.claims(), exitCode);
    narrator.more(
        "the bank has booked %s, and the worker has not heard of it", silence.charge().key());
    if (settled > 0) {
      narrator.more("others that it had settled without the time to tell: %,d", settled);
    }
    compare(store, worker);
    narrator.more(
        "requests that it has not answered, to be asked again: %,d", customers.hasDied(worker));
    hire();
  }

  /** Compares what was told with what is there, in which all others go on meanwhile. */
  private void compare(StoreReader store, Child killed) {
    narrator.more("told are:     %,d events", ledger.events());
    Found found = Found.in(store);
    narrator.more("there is now: %s", found);
    List<String> lost = Proof.lost(found, ledger);
    narrator.more(lost.isEmpty() ? "all that was told is there" : "NOT there is: " + lost);
    lost.forEach(event -> wrong.add("when " + killed + " was killed: " + event));
  }

  private void listen(Store store) throws InterruptedException {
    Optional<Child.Said> said = crew.hear(GLANCE);
    narrator.progress(ledger);
    if (said.isPresent()) {
      Child worker = said.get().child();
      Optional<String> line = said.get().line();
      line.ifPresent(words -> hear(worker, words, store));
      if (line.isEmpty() && !worker.isKilled() && worker.exitCode() != 0) {
        throw new DemoException(worker + " has ended, exit code " + worker.exitCode());
      }
    }
  }

  private void hear(Child worker, String line, Store store) {
    String[] words = line.split(" ", 2);
    List<Handovers.Handover> taken = handovers.told(worker.name(), line);
    switch (words[0]) {
      case "open" -> narrator.event("%s has opened the store", worker);
      case "lost" -> narrator.event("%s was slow: another has %s", worker, words[1]);
      case "claimed" -> taken.forEach(handover -> isHandedOver(handover, store));
      default -> ledger.told(line);
    }
    if (words[0].equals("deployed")) {
      narrator.event("version %d is deployed: new orders have it", ledger.versions().size());
    }
  }

  private void isHandedOver(Handovers.Handover handover, Store store) {
    Handovers.Held lost = handover.from();
    for (Death death : deaths) {
      if (death.worker().equals(lost.worker())) {
        death.inherit(handover.to());
        if (death.isUnheard(lost.task())) {
          narrator.event(
              "%s has taken over %s from %s, %.1f s after its death",
              handover.to().worker(), lost.task(), death.worker(), death.ago());
          haunt(death, lost, store);
        }
        if (death.orphans().isEmpty()) {
          narrator.event("all claims of %s are taken over, by %s", death.worker(), death.heirs());
        }
      }
    }
  }

  /** The dead worker comes back, with the claim that it had. */
  private void haunt(Death death, Handovers.Held lost, Store store) {
    if (Ghost.settles(store, lost)) {
      death.haunts();
      narrator.more("a ghost of %s has settled it, too", death.worker());
    } else {
      narrator.more("a ghost of %s, which settles it by its claim, is refused", death.worker());
    }
  }

  private boolean prove(StoreReader store) {
    Found found = Found.in(store);
    narrator.say("");
    narrator.say("%s", found);
    narrator.say("%s", found.byStatus());
    deaths.forEach(
        death ->
            narrator.say(
                "%s was killed with %s, taken over by %s",
                death.worker(), death.claims(), death.heirs()));
    int charges = bank.books().size();
    narrator.say(
        "the bank was asked %,d times: it booked %,d charges, and knew %,d by their key",
        bank.requests(), charges, bank.requests() - charges);
    Map<String, List<String>> proof = new LinkedHashMap<>();
    proof.put("after each kill all that had been told was there, and the shop went on", wrong);
    proof.putAll(Proof.ofAll(store, ledger, rules));
    proof.putAll(Proof.ofOutside(store, ledger, bank.books(), deaths));
    narrator.verdict(proof);
    return holds(proof);
  }

  private static boolean holds(Map<String, List<String>> wrong) {
    return wrong.values().stream().allMatch(List::isEmpty);
  }
}
