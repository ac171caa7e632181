package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G1")
@DisplayName("What is refused is told in the same words everywhere:")
public abstract class ErrorsSuite {
  private static final WorkflowId ORDER = workflow("order 7");

  @Test
  @DisplayName("a stale head")
  void staleHead(Store store) {
    store.history().append(ORDER, 0, event("a"));

    assertThatThrownBy(() -> store.history().append(ORDER, 3, event("b")))
        .isExactlyInstanceOf(SequenceConflictException.class)
        .hasMessage("workflow order 7: expected head 3, found 1")
        .hasNoCause();
  }

  @Test
  @DisplayName("a key with other content")
  void keyWithOtherContent(Store store) {
    Append append = Append.to(ORDER).key(Key.of("k")).events(event("a"));
    store.history().append(append);

    assertThatThrownBy(() -> store.history().append(append.events(event("b"))))
        .isExactlyInstanceOf(IdempotencyConflictException.class)
        .hasMessage("workflow order 7: key k was used before with other content")
        .hasNoCause();
  }

  @Test
  @DisplayName("a mark that cannot follow")
  void invalidMark(Store store) {
    assertThatThrownBy(() -> store.history().append(ORDER, 0, marked(Mark.completed())))
        .isExactlyInstanceOf(InvalidLifecycleException.class)
        .hasMessageStartingWith("workflow order 7: ")
        .hasMessageContaining("COMPLETED")
        .hasNoCause();

    store.history().append(ORDER, 0, marked(Mark.started("t").run(RunId.of("r"))));
    assertThatThrownBy(() -> store.history().append(ORDER, 1, marked(Mark.resumed())))
        .isExactlyInstanceOf(InvalidLifecycleException.class)
        .hasMessageContaining("RUNNING")
        .hasMessageContaining("RESUMED")
        .hasNoCause();
  }

  @Test
  @DisplayName("a run id of before")
  void runIdOfBefore(Store store) {
    store
        .history()
        .append(ORDER, 0, marked(Mark.started("t").run(RunId.of("r-1"))), marked(Mark.completed()));

    assertThatThrownBy(
            () -> store.history().append(ORDER, 2, marked(Mark.started("t").run(RunId.of("r-1")))))
        .isExactlyInstanceOf(InvalidLifecycleException.class)
        .hasMessageContaining("r-1")
        .hasNoCause();
  }
}
