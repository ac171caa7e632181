package io.perdure.conformance.history.model;

import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.history.History;
import io.perdure.store.history.InvalidLifecycleException;
import java.util.ArrayList;
import java.util.List;

/** Runs steps on a database or on the model, and says of each what came of it. */
final class Script {
  private Script() {}

  /** Thrown by bodies that are to fail. */
  private static final class BodyFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What came of a step on a database. */
  static Object on(Store store, Step step) {
    if (step instanceof Step.Alone alone) {
      return outcome(store.history(), alone.operation());
    }
    Step.Together together = (Step.Together) step;
    List<Object> outcomes = new ArrayList<>();
    try {
      return store.transact(
          tx -> {
            outcomes.clear();
            return body(together, tx.history(), outcomes);
          });
    } catch (BodyFailed failed) {
      return List.of("rolled back", outcomes);
    }
  }

  /** What came of a step on the model. */
  static Object on(ModelHistory model, Step step) {
    if (step instanceof Step.Alone alone) {
      return outcome(model, alone.operation());
    }
    Step.Together together = (Step.Together) step;
    ModelHistory.State before = model.state();
    List<Object> outcomes = new ArrayList<>();
    try {
      return body(together, model, outcomes);
    } catch (BodyFailed failed) {
      model.backTo(before);
      return List.of("rolled back", outcomes);
    }
  }

  private static Object body(Step.Together together, History history, List<Object> outcomes) {
    together.operations().forEach(operation -> outcomes.add(outcome(history, operation)));
    if (together.end() == Step.End.THROWS) {
      throw new BodyFailed();
    }
    return List.copyOf(outcomes);
  }

  private static Object outcome(History history, Operation operation) {
    try {
      return operation.on(history);
    } catch (StoreException refused) {
      return told(refused);
    }
  }

  /** What an exception says, its wording aside. */
  private static Object told(StoreException refused) {
    if (refused instanceof SequenceConflictException e) {
      return List.of("sequence conflict", e.workflow(), e.expected(), e.found());
    }
    if (refused instanceof InvalidLifecycleException e) {
      // Of several wrong marks in one append, which one is told is not promised.
      return List.of("invalid lifecycle", e.workflow());
    }
    if (refused instanceof IdempotencyConflictException e) {
      return List.of("idempotency conflict", e.scope(), e.key());
    }
    return refused.toString();
  }
}
