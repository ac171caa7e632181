package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause({"H10", "H11"})
@DisplayName("The table of statuses:")
public abstract class LifecycleSuite {
  private static final WorkflowId ORDER = workflow("order");

  /** What is to be seen of a status and a mark that meets it, on a workflow of their own. */
  private interface Case {
    void check(WorkflowId order, Optional<WorkflowStatus> before, MarkKind mark);
  }

  private static Stream<DynamicTest> everyPair(Case check) {
    return Lifecycles.befores().stream()
        .flatMap(
            before ->
                Stream.of(MarkKind.values())
                    .map(
                        mark -> {
                          String pair = before.map(Enum::name).orElse("none") + " and " + mark;
                          return DynamicTest.dynamicTest(
                              pair, () -> check.check(workflow("order: " + pair), before, mark));
                        }));
  }

  @TestFactory
  @DisplayName("a mark leads where the table says, or is refused and writes nothing:")
  Stream<DynamicTest> marks(Store store) {
    return everyPair((order, before, mark) -> oneMark(store, order, before, mark));
  }

  private static void oneMark(
      Store store, WorkflowId order, Optional<WorkflowStatus> before, MarkKind mark) {
    long head = Lifecycles.leadTo(before, store.history(), order);
    assertThat(status(store, order)).isEqualTo(before);
    NewEvent event = marked(Lifecycles.mark(mark), AT.plusSeconds(60));

    Optional<WorkflowStatus> after = Lifecycles.after(before, mark);
    if (after.isPresent()) {
      store.history().append(order, head, event);

      assertThat(status(store, order)).isEqualTo(after);
      assertThat(store.history().head(order)).isEqualTo(head + 1);
      assertThat(store.history().read(order))
          .last()
          .extracting(Event::mark)
          .isEqualTo(Optional.of(mark));
    } else {
      Dump unchanged = Dump.of(store.history(), order);
      assertThatThrownBy(() -> store.history().append(order, head, event))
          .isInstanceOfSatisfying(
              InvalidLifecycleException.class, e -> assertRefused(e, order, before, mark));
      assertThat(Dump.of(store.history(), order)).isEqualTo(unchanged);
    }
  }

  @TestFactory
  @DisplayName("a mark among others of one append leads where the table says, or all is refused:")
  Stream<DynamicTest> marksOfOneAppend(Store store) {
    return everyPair((order, before, mark) -> manyMarks(store, order, before, mark));
  }

  private static void manyMarks(
      Store store, WorkflowId order, Optional<WorkflowStatus> before, MarkKind mark) {
    List<NewEvent> events = new ArrayList<>();
    events.add(event("unmarked"));
    Lifecycles.marksTo(before).forEach(m -> events.addAll(List.of(marked(m), event("between"))));
    events.add(marked(Lifecycles.mark(mark)));
    events.add(event("after"));

    Optional<WorkflowStatus> after = Lifecycles.after(before, mark);
    if (after.isPresent()) {
      store.history().append(Append.to(order).events(events));

      assertThat(status(store, order)).isEqualTo(after);
      assertThat(store.history().head(order)).isEqualTo(events.size());
    } else {
      assertThatThrownBy(() -> store.history().append(Append.to(order).events(events)))
          .isInstanceOfSatisfying(
              InvalidLifecycleException.class, e -> assertRefused(e, order, before, mark));
      assertThat(store.history().find(order)).isEmpty();
      assertThat(store.history().read(order)).isEmpty();
    }
  }

  @TestFactory
  @Clause("G5")
  @DisplayName("a body may catch a refused mark and go on, in the transaction:")
  Stream<DynamicTest> marksInATransaction(Store store) {
    return everyPair((order, before, mark) -> caughtMark(store, order, before, mark));
  }

  private static void caughtMark(
      Store store, WorkflowId order, Optional<WorkflowStatus> before, MarkKind mark) {
    Optional<WorkflowStatus> expected = Lifecycles.after(before, mark).or(() -> before);

    long head =
        store.transact(
            tx -> {
              long reached = Lifecycles.leadTo(before, tx.history(), order);
              try {
                reached = tx.history().append(order, reached, marked(Lifecycles.mark(mark))).last();
              } catch (InvalidLifecycleException refused) {
                assertThat(tx.history().head(order)).isEqualTo(reached);
              }
              return tx.history().append(order, reached, event("went on")).last();
            });

    assertThat(store.history().head(order)).isEqualTo(head);
    assertThat(status(store, order)).isEqualTo(expected);
    assertThat(store.history().read(order)).last().extracting(Event::type).isEqualTo("went on");
  }

  @Test
  @DisplayName("unmarked events are legal, and leave the status")
  void unmarked(Store store) {
    for (Optional<WorkflowStatus> before : Lifecycles.befores()) {
      WorkflowId order = workflow("order: " + before);
      long head = Lifecycles.leadTo(before, store.history(), order);
      Optional<Workflow.Lifecycle> lifecycle =
          store.history().find(order).flatMap(Workflow::lifecycle);

      store.history().append(order, head, event("a"), event("b"));

      assertThat(store.history().head(order)).isEqualTo(head + 2);
      assertThat(store.history().find(order).orElseThrow().lifecycle()).isEqualTo(lifecycle);
    }
  }

  @Test
  @DisplayName("a wrong head is told before a wrong mark, for the status that it met is stale")
  void headBeforeMark(Store store) {
    store.history().append(ORDER, 0, marked(Mark.started("t")), marked(Mark.completed()));

    assertThatThrownBy(() -> store.history().append(ORDER, 1, marked(Mark.cancelled())))
        .isInstanceOf(SequenceConflictException.class);
  }

  @Test
  @DisplayName("a mark does not read payloads: one that is not even text is fine")
  void payloadsAreNotDecoded(Store store) {
    NewEvent start =
        NewEvent.of(
                "WORKFLOW_EXECUTION_COMPLETED",
                new Payload(Bytes.copyOf(new byte[] {-1, 0, -2}), "application/json"),
                AT)
            .mark(Mark.started("t"));

    store.history().append(ORDER, 0, start);

    assertThat(status(store, ORDER)).contains(WorkflowStatus.RUNNING);
  }

  private static void assertRefused(
      InvalidLifecycleException e,
      WorkflowId order,
      Optional<WorkflowStatus> before,
      MarkKind mark) {
    assertThat(e.workflow()).isEqualTo(order);
    assertThat(e.status()).isEqualTo(before);
    assertThat(e.mark()).isEqualTo(mark);
    assertThat(e.retryable()).isFalse();
    assertThat(e).hasMessageContaining("order");
  }

  private static Optional<WorkflowStatus> status(Store store, WorkflowId order) {
    return store.history().find(order).flatMap(Workflow::lifecycle).map(Workflow.Lifecycle::status);
  }
}
