package io.perdure.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.demo.shop.Recipe;
import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Rules RULES = new Rules(new World(1));
  private static final String ORDER = "order-00001";
  private static final WorkflowId ID = WorkflowId.of(ORDER);

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
        .containsOnlyKeys("no timer is left");
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
      ledger.told("ended " + ORDER + " 2 " + String.join(",", types.subList(1, types.size())));
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
