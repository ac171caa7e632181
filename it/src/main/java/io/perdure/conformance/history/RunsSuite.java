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
import io.perdure.store.RunId;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"H12", "H10"})
@DisplayName("The runs of a workflow")
public abstract class RunsSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final RunId FIRST = RunId.of("first");
  private static final RunId SECOND = RunId.of("second");

  @Test
  @DisplayName("are none before a start, whatever is appended")
  void noneBeforeAStart(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"));

    assertThat(store.history().runs(ORDER)).isEmpty();
    assertThat(store.history().read(ORDER)).extracting(Event::run).containsExactly(0L, 0L);
    assertThat(store.history().find(ORDER)).contains(new Workflow(ORDER, 2, Optional.empty()));
  }

  @Test
  @DisplayName("are listed in order, each with parent run, type, status, start, close and failure")
  void inOrder(Store store) {
    long head = 0;
    List<Mark> ends =
        List.of(
            Mark.continuedAsNew(),
            Mark.failed("no stock — 在庫切れ"),
            Mark.completed(),
            Mark.cancelled(),
            Mark.terminated(),
            Mark.timedOut());
    for (int i = 0; i < ends.size(); i++) {
      head =
          store
              .history()
              .append(
                  ORDER,
                  head,
                  marked(Mark.started("type-" + i).run(RunId.of("run-" + i)), at(10L * i)),
                  event("work"),
                  marked(ends.get(i), at(10L * i + 5)))
              .last();
    }
    store.history().append(ORDER, head, marked(Mark.started("last").run(RunId.of("live")), at(99)));

    List<Run> runs = store.history().runs(ORDER);
    assertThat(runs).hasSize(7);
    assertThat(runs).extracting(Run::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(runs.get(0))
        .isEqualTo(
            new Run(
                1,
                RunId.of("run-0"),
                Optional.empty(),
                "type-0",
                WorkflowStatus.CONTINUED_AS_NEW,
                at(0),
                Optional.of(at(5)),
                Optional.empty()));
    assertThat(runs.get(1))
        .isEqualTo(
            new Run(
                2,
                RunId.of("run-1"),
                Optional.of(RunId.of("run-0")),
                "type-1",
                WorkflowStatus.FAILED,
                at(10),
                Optional.of(at(15)),
                Optional.of("no stock — 在庫切れ")));
    assertThat(runs)
        .extracting(Run::status)
        .containsExactly(
            WorkflowStatus.CONTINUED_AS_NEW,
            WorkflowStatus.FAILED,
            WorkflowStatus.COMPLETED,
            WorkflowStatus.CANCELLED,
            WorkflowStatus.TERMINATED,
            WorkflowStatus.TIMED_OUT,
            WorkflowStatus.RUNNING);
    assertThat(runs.get(6).parent()).contains(RunId.of("run-5"));
    assertThat(runs.get(6).closedAt()).isEmpty();
  }

  @Test
  @DisplayName("own their events: each event says in which run it happened")
  void eventsOfRuns(Store store) {
    store
        .history()
        .append(
            ORDER,
            0,
            event("before"),
            marked(Mark.started("t")),
            event("in 1"),
            marked(Mark.completed()),
            event("after 1"),
            marked(Mark.started("t")),
            event("in 2"));
    store.history().append(ORDER, 7, event("in 2 too"));
    store.history().append(ORDER, 8, marked(Mark.failed("x")), event("after 2"));
    store.history().append(ORDER, 10, marked(Mark.reopened()), event("in 2 again"));

    assertThat(store.history().read(ORDER))
        .extracting(Event::run)
        .containsExactly(0L, 1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L);
    assertThat(store.history().read(ORDER).get(8).mark()).contains(MarkKind.FAILED);
    assertThat(store.history().read(ORDER).get(9).mark()).isEmpty();
  }

  @Test
  @DisplayName("keep their number and start when reopened, and lose their close and failure")
  void reopened(Store store) {
    store
        .history()
        .append(
            ORDER,
            0,
            marked(Mark.started("t").run(FIRST), at(1)),
            marked(Mark.failed("broken"), at(2)));
    Workflow.Lifecycle failed = lifecycle(store);
    assertThat(failed.status()).isEqualTo(WorkflowStatus.FAILED);
    assertThat(failed.closedAt()).contains(at(2));
    assertThat(failed.failure()).contains("broken");

    store.history().append(ORDER, 2, marked(Mark.reopened(), at(3)));

    assertThat(lifecycle(store))
        .isEqualTo(
            new Workflow.Lifecycle(
                WorkflowStatus.RUNNING,
                "t",
                1,
                Optional.empty(),
                at(1),
                at(1),
                Optional.empty(),
                Optional.empty()));
    assertThat(store.history().runs(ORDER))
        .containsExactly(
            new Run(
                1,
                FIRST,
                Optional.empty(),
                "t",
                WorkflowStatus.RUNNING,
                at(1),
                Optional.empty(),
                Optional.empty()));

    store.history().append(ORDER, 3, marked(Mark.completed(), at(4)));
    assertThat(store.history().runs(ORDER).get(0).closedAt()).contains(at(4));
    assertThat(store.history().runs(ORDER).get(0).failure()).isEmpty();
  }

  @Test
  @DisplayName("show in the summary of the workflow: its first start, and the current run's parts")
  void summary(Store store) {
    store
        .history()
        .append(
            ORDER,
            0,
            marked(Mark.started("sale").run(FIRST).parent(workflow("boss")), at(1)),
            marked(Mark.failed("x"), at(2)),
            marked(Mark.started("refund").run(SECOND).parent(workflow("other boss")), at(3)));

    assertThat(lifecycle(store))
        .isEqualTo(
            new Workflow.Lifecycle(
                WorkflowStatus.RUNNING,
                "refund",
                2,
                Optional.of(workflow("other boss")),
                at(1),
                at(3),
                Optional.empty(),
                Optional.empty()));
    assertThat(store.history().runs(ORDER)).extracting(Run::type).containsExactly("sale", "refund");
  }

  @Test
  @DisplayName("are paused and resumed without a new run, close or failure")
  void pausing(Store store) {
    store.history().append(ORDER, 0, marked(Mark.started("t").run(FIRST), at(1)));
    store.history().append(ORDER, 1, marked(Mark.paused(), at(2)));
    assertThat(store.history().runs(ORDER))
        .extracting(Run::status)
        .containsExactly(WorkflowStatus.PAUSED);
    assertThat(lifecycle(store).closedAt()).isEmpty();

    store.history().append(ORDER, 2, marked(Mark.resumed(), at(3)));
    assertThat(store.history().runs(ORDER))
        .extracting(Run::status)
        .containsExactly(WorkflowStatus.RUNNING);
    assertThat(lifecycle(store).startedAt()).isEqualTo(at(1));
  }

  @Test
  @Clause("H11")
  @DisplayName(
      "have ids that are unique in the workflow: a second use is refused, in one append too")
  void duplicateRunId(Store store) {
    store
        .history()
        .append(ORDER, 0, marked(Mark.started("t").run(FIRST)), marked(Mark.completed()));
    Dump before = Dump.of(store.history());

    assertThatThrownBy(() -> store.history().append(ORDER, 2, marked(Mark.started("t").run(FIRST))))
        .isInstanceOfSatisfying(
            InvalidLifecycleException.class,
            refused -> {
              assertThat(refused.mark()).isEqualTo(MarkKind.STARTED);
              assertThat(refused.status()).contains(WorkflowStatus.COMPLETED);
            });
    assertThatThrownBy(
            () ->
                store
                    .history()
                    .append(
                        ORDER,
                        2,
                        marked(Mark.started("t").run(SECOND)),
                        marked(Mark.completed()),
                        marked(Mark.started("t").run(SECOND))))
        .isInstanceOf(InvalidLifecycleException.class);

    assertThat(Dump.of(store.history())).isEqualTo(before);
    store.history().append(ORDER, 2, marked(Mark.started("t").run(SECOND)));
    store.history().append(workflow("other"), 0, marked(Mark.started("t").run(FIRST)));
  }

  @Test
  @DisplayName("get ids of their own when none is given")
  void madeRunIds(Store store) {
    store
        .history()
        .append(
            ORDER,
            0,
            marked(Mark.started("t")),
            marked(Mark.completed()),
            marked(Mark.started("t")));

    List<Run> runs = store.history().runs(ORDER);
    assertThat(runs).extracting(Run::id).doesNotHaveDuplicates().hasSize(2);
    assertThat(runs.get(1).parent()).contains(runs.get(0).id());
  }

  private static Instant at(long seconds) {
    return AT.plusSeconds(seconds).plusNanos(seconds);
  }

  private static Workflow.Lifecycle lifecycle(Store store) {
    return store.history().find(ORDER).orElseThrow().lifecycle().orElseThrow();
  }
}
