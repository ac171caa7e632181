package io.perdure.demo;

import io.perdure.demo.shop.Recipe;
import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Compares what is in the store with what was asked for and told, and says what is wrong. */
final class Proof {
  private static final String GAPLESS = "every history is numbered from 1 without gaps";
  private static final String TOLD = "every event that was told, before a kill or after, is there";
  private static final String SAME =
      "every history is the one that a shop would have which nobody kills";
  private static final String ONCE =
      "every order that was asked for began once and ended once, and there is no other";
  private static final String VERSIONS = "orders keep the version that was routed when they began";
  private static final String TIMERS = "no timer is left, no task, and no dead letter";
  private static final String BANK = "the bank booked once what it was asked for, and all of it";
  private static final String CLAIMS =
      "every claim that a killed worker left was taken over by another, and then refused";

  private final StoreReader store;
  private final Ledger ledger;
  private final Map<String, List<String>> wrong = new LinkedHashMap<>();

  private Proof(StoreReader store, Ledger ledger, List<String> claims) {
    this.store = store;
    this.ledger = ledger;
    claims.forEach(claim -> wrong.put(claim, new ArrayList<>()));
  }

  /** The orders that have fewer events than were told; what these are is compared at the end. */
  static List<String> lost(Found found, Ledger ledger) {
    Map<String, Long> heads = new HashMap<>();
    found.orders().forEach(order -> heads.put(order.id().value(), order.head()));
    List<String> lost = new ArrayList<>();
    ledger
        .orders()
        .forEach(
            (id, order) -> {
              if (order.last() > heads.getOrDefault(id, 0L)) {
                lost.add(id + " has not the event " + order.last() + " that was told");
              }
            });
    return lost;
  }

  /** What must hold when the shop has closed: each claim, and what contradicts it. */
  static Map<String, List<String>> ofAll(StoreReader store, Ledger ledger, Rules rules) {
    Proof proof = new Proof(store, ledger, List.of(GAPLESS, TOLD, SAME, ONCE, VERSIONS, TIMERS));
    Found found = Found.in(store);
    Set<String> ids = new TreeSet<>(ledger.orders().keySet());
    found.orders().forEach(order -> ids.add(order.id().value()));
    for (String id : ids) {
      List<Event> history = proof.history(id);
      Optional.ofNullable(ledger.orders().get(id))
          .ifPresentOrElse(
              order -> {
                proof.checkTold(id, order, history);
                proof.checkVersion(id, order, history);
              },
              () -> proof.isWrong(ONCE, id + " is there, and nobody has asked for it"));
      proof.checkSame(id, history, rules);
      proof.checkOnce(id, history);
    }
    found.timers().forEach(timer -> proof.isWrong(TIMERS, timer + " is"));
    found.queues().forEach(queue -> proof.isWrong(TIMERS, queue + " is"));
    found.deadLetters().forEach(task -> proof.isWrong(TIMERS, task + " is"));
    return proof.wrong;
  }

  /** What must hold outside the store: in the bank's books, and among the workers. */
  static Map<String, List<String>> ofOutside(
      StoreReader store, Ledger ledger, List<Bank.Charge> books, List<Death> deaths) {
    Proof proof = new Proof(store, ledger, List.of(BANK, CLAIMS));
    Map<String, List<String>> booked = new TreeMap<>();
    for (Bank.Charge charge : books) {
      booked.computeIfAbsent(charge.order(), order -> new ArrayList<>()).add(event(charge));
    }
    Set<String> ids = new TreeSet<>(booked.keySet());
    ids.addAll(ledger.orders().keySet());
    for (String id : ids) {
      List<String> written = types(proof.history(id)).stream().filter(Rules::isCharge).toList();
      List<String> here = booked.getOrDefault(id, List.of());
      if (!here.equals(written)) {
        proof.isWrong(BANK, id + " has " + here + " at the bank, and is " + written);
      }
    }
    for (Death death : deaths) {
      death.settled(store);
      if (!death.hasLeftTheUnheard()) {
        proof.isWrong(CLAIMS, death.worker() + " did not hold the task that it waited for");
      }
      if (death.isHaunting()) {
        proof.isWrong(CLAIMS, death.worker() + " could settle a task of another");
      }
      death.orphans().forEach(task -> proof.isWrong(CLAIMS, death.worker() + " left " + task));
    }
    return proof.wrong;
  }

  private static String event(Bank.Charge charge) {
    return charge.answer() == World.Answer.DONE ? Rules.CHARGED : Rules.REFUSED;
  }

  private List<Event> history(String id) {
    return store.history().read(WorkflowId.of(id));
  }

  private void checkTold(String id, Ledger.Order order, List<Event> history) {
    List<Long> numbers = history.stream().map(Event::seq).toList();
    if (!numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList())) {
      isWrong(GAPLESS, id + " has the events " + numbers);
    }
    List<String> types = types(history);
    order
        .events()
        .forEach(
            (seq, type) -> {
              if (seq > types.size() || !types.get((int) (seq - 1)).equals(type)) {
                isWrong(TOLD, id + ": told was event " + seq + ", " + type + "; there is " + types);
              }
            });
  }

  private void checkSame(String id, List<Event> history, Rules rules) {
    Optional<Recipe> recipe = version(history).map(number -> number == 0 ? Recipe.V1 : Recipe.V2);
    if (recipe.isPresent()) {
      List<String> expected = rules.wholeHistory(id, recipe.get());
      if (!types(history).equals(expected)) {
        isWrong(SAME, id + " should be " + expected + ", and is " + types(history));
      }
    }
  }

  private void checkOnce(String id, List<Event> history) {
    List<MarkKind> marks = history.stream().flatMap(event -> event.mark().stream()).toList();
    List<Run> runs = store.history().runs(WorkflowId.of(id));
    Optional<Workflow> order = store.history().find(WorkflowId.of(id));
    boolean once =
        marks.size() == 2
            && marks.get(0) == MarkKind.STARTED
            && runs.size() == 1
            && order.filter(Found::hasEnded).isPresent();
    if (!once) {
      isWrong(
          ONCE,
          id
              + " has the marks "
              + marks
              + " and "
              + store.timers().list(WorkflowId.of(id), PageRequest.first(10)).entries().size()
              + " timers");
    }
  }

  private void checkVersion(String id, Ledger.Order order, List<Event> history) {
    Optional<Integer> version = version(history);
    long versions = history.stream().map(Event::metadata).distinct().count();
    if (version.isEmpty() || versions != 1 || !order.canHave(version.get())) {
      isWrong(VERSIONS, id + " has version " + version + " of " + ledger.versions());
    }
  }

  /** Which of the deployed versions the order began with, from 0. */
  private Optional<Integer> version(List<Event> history) {
    return history.stream()
        .findFirst()
        .flatMap(Event::metadata)
        .map(hash -> ledger.versions().indexOf(hash.toUtf8()))
        .filter(number -> number >= 0);
  }

  private void isWrong(String claim, String how) {
    wrong.computeIfAbsent(claim, any -> new ArrayList<>()).add(how);
  }

  private static List<String> types(List<Event> history) {
    return history.stream().map(Event::type).toList();
  }
}
