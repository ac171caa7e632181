package io.perdure.demo;

import static io.perdure.demo.shop.World.Answer.CARD_REFUSED;
import static io.perdure.demo.shop.World.Answer.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.demo.shop.Job;
import io.perdure.demo.shop.Recipe;
import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Rules RULES = new Rules(new World(1));
  private static final String ORDER = "order-00001";
  private static final WorkflowId ID = WorkflowId.of(ORDER);

  private static final String BANK = "the bank booked once what it was asked for, and all of it";
  private static final String CLAIMS =
      "every claim that a killed worker left was taken over by another, and then refused";

  private final Ledger ledger = new Ledger();

  @Test
  @DisplayName("Nothing is wrong with an order that was told and is there")
  void right() {
    assertThat(wrong(store -> append(store, types()))).isEmpty();
  }

  @Test
  @DisplayName("A told event that is not there is found")
  void lost() {
    List<String> types = types();
    assertThat(wrong(store -> append(store, types.subList(0, types.size() - 1))))
        .containsKeys(
            "every event that was told, before a kill or after, is there",
            "every history is the one that a shop would have which nobody kills");
  }

  @Test
  @DisplayName("An order that has not ended is found, with the timers that it has")
  void notEnded() {
    Map<String, List<String>> wrong = wrong(store -> append(store, List.of("Placed")));
    assertThat(
            wrong.get(
                "every order that was asked for began once and ended once, and there is no other"))
        .containsExactly(ORDER + " has the marks [STARTED] and 0 timers");
  }

  @Test
  @DisplayName("A step that was made twice is found")
  void twice() {
    assertThat(
            wrong(
                store -> {
                  append(store, types());
                  NewEvent again = event("Shipped");
                  store.history().append(ID, types().size(), again);
                }))
        .containsKey("every history is the one that a shop would have which nobody kills");
  }

  @Test
  @DisplayName("An order that nobody has asked for, and one that is missing, are found")
  void others() {
    assertThat(
            wrong(
                    store ->
                        store
                            .history()
                            .append(
                                WorkflowId.of("other"),
                                0,
                                event("Placed").mark(Mark.started(Rules.TYPE)),
                                event("Completed").mark(Mark.completed())))
                .get(
                    "every order that was asked for began once and ended once, and there is no other"))
        .containsExactly(
            ORDER + " has the marks [] and 0 timers",
            "other is there, and nobody has asked for it");
  }

  @Test
  @DisplayName("A timer that is left is found")
  void timer() {
    assertThat(
            wrong(
                store -> {
                  append(store, types());
                  store.timers().schedule(ID, "charge", Instant.EPOCH);
                }))
        .containsOnlyKeys("no timer is left, no task, and no dead letter");
  }

  @Test
  @DisplayName("A task that is left, and one that was given up, are found")
  void task() {
    NewTask task = NewTask.of(TaskKey.of(ID, "charge-1"), Job.QUEUE, Payload.empty());
    assertThat(
            wrong(
                store -> {
                  append(store, types());
                  store.tasks().enqueue(task);
                }))
        .containsOnlyKeys("no timer is left, no task, and no dead letter");
    assertThat(
            wrong(
                store -> {
                  append(store, types());
                  store.tasks().enqueue(task);
                  ClaimedTask claimed =
                      store.tasks().claim(Job.QUEUE, 1, Duration.ofMinutes(1)).get(0);
                  store.tasks().fail(claimed, "no bank");
                }))
        .containsOnlyKeys("no timer is left, no task, and no dead letter");
  }

  @Test
  @DisplayName("A charge that was booked twice, and one that was not, are found")
  void bank() {
    List<Bank.Charge> charges = charges();
    assertThat(charges).isNotEmpty();
    assertThat(outside(charges, List.of())).isEmpty();
    List<Bank.Charge> twice = new ArrayList<>(charges);
    twice.add(charges.get(charges.size() - 1));
    assertThat(outside(twice, List.of())).containsOnlyKeys(BANK);
    assertThat(outside(List.of(), List.of())).containsOnlyKeys(BANK);
  }

  @Test
  @DisplayName("A dead worker's claim that nobody took over, or that still counts, is found")
  void orphan() {
    Handovers handovers = new Handovers();
    String token = Token.random().value();
    assertThat(handovers.told("worker-1", claimed(token, 1))).isEmpty();
    Death death = death(handovers);
    List<Bank.Charge> charges = charges();
    assertThat(outside(charges, List.of(death)))
        .containsEntry(CLAIMS, List.of("worker-1 left " + ORDER + " task charge-1"));
    List<Handovers.Handover> taken = handovers.told("worker-2", claimed(Token.random().value(), 2));
    assertThat(taken).hasSize(1);
    death.inherit(taken.get(0).to());
    assertThat(death.heirs()).isEqualTo("worker-2 (1)");
    assertThat(outside(charges, List.of(death))).isEmpty();
    death.haunts();
    assertThat(outside(charges, List.of(death))).containsOnlyKeys(CLAIMS);
  }

  @Test
  @DisplayName("A worker that was killed without the task that it waited for is found")
  void holdsNothing() {
    Handovers handovers = new Handovers();
    handovers.told("worker-1", claimed(Token.random().value(), 1));
    handovers.told("worker-1", "moved " + ORDER + " 3 Charged charge-1");
    assertThat(outside(charges(), List.of(death(handovers)))).containsOnlyKeys(CLAIMS);
  }

  private static String claimed(String token, int deliveries) {
    return "claimed " + token + " " + ORDER + "/charge-1/" + deliveries;
  }

  private static Death death(Handovers handovers) {
    Bank.Silence silence = new Bank.Silence("worker-1", charges().get(0));
    return new Death(silence, handovers.of("worker-1"));
  }

  /** What the bank has booked for the order when nothing goes wrong. */
  private static List<Bank.Charge> charges() {
    List<World.Answer> answers =
        types().stream()
            .filter(Rules::isCharge)
            .map(type -> type.equals(Rules.CHARGED) ? DONE : CARD_REFUSED)
            .toList();
    return IntStream.range(0, answers.size())
        .mapToObj(i -> new Bank.Charge(ORDER + " task charge-" + (i + 1), ORDER, answers.get(i)))
        .toList();
  }

  private static Map<String, List<String>> outside(List<Bank.Charge> books, List<Death> deaths) {
    try (Perdure perdure = Perdure.temporary().open()) {
      Store store = perdure.namespace(Place.NAMESPACE);
      append(store, types());
      Ledger asked = new Ledger();
      asked.asked("place " + ORDER);
      Map<String, List<String>> wrong = Proof.ofOutside(store, asked, books, deaths);
      wrong.values().removeIf(List::isEmpty);
      return wrong;
    }
  }

  @Test
  @DisplayName("An order with another version than was routed is found")
  void version() {
    ledger.asked("deploy 2");
    ledger.told("deployed 2 v2");
    assertThat(wrong(store -> append(store, types())))
        .containsOnlyKeys("orders keep the version that was routed when they began");
  }

  /** Spoils a store in which one order was asked for and told to the end, and compares. */
  private Map<String, List<String>> wrong(Consumer<Store> spoil) {
    try (Perdure perdure = Perdure.temporary().open()) {
      Store store = perdure.namespace(Place.NAMESPACE);
      if (ledger.versions().isEmpty()) {
        ledger.asked("deploy 1");
        ledger.told("deployed 1 v1");
      }
      ledger.asked("place " + ORDER);
      List<String> types = types();
      ledger.told("began " + ORDER + " 1 Placed");
      ledger.told(
          "ended " + ORDER + " 2 " + String.join(",", types.subList(1, types.size())) + " ship-1");
      spoil.accept(store);
      Map<String, List<String>> wrong = Proof.ofAll(store, ledger, RULES);
      wrong.values().removeIf(List::isEmpty);
      return wrong;
    }
  }

  private static List<String> types() {
    return RULES.wholeHistory(ORDER, Recipe.V1);
  }

  /** Appends events of those types, the first as the start and the end as one. */
  private static void append(Store store, List<String> types) {
    List<NewEvent> events =
        types.stream()
            .map(
                type ->
                    switch (type) {
                      case "Placed" -> event(type).mark(Mark.started(Rules.TYPE));
                      case "Completed" -> event(type).mark(Mark.completed());
                      case "Failed" -> event(type).mark(Mark.failed("as the world says"));
                      default -> event(type);
                    })
            .toList();
    store.history().append(Append.to(ID).at(0).events(events));
  }

  private static NewEvent event(String type) {
    return NewEvent.of(type, Payload.empty(), Instant.EPOCH).metadata(Bytes.utf8("v1"));
  }
}
