package io.perdure.cli.temporal;

import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.InvalidLifecycleException;

/** Stores exported histories: each whole, in one transaction, or not at all. */
public final class TemporalImport {
  private final Store store;

  public TemporalImport(Store store) {
    this.store = store;
  }

  /** What became of a history. */
  public enum Outcome {
    /** It is stored now. */
    IMPORTED,
    /** The same file was imported before; nothing was written. */
    KNOWN
  }

  /**
   * Stores the history as that workflow's. Importing a file again writes nothing.
   *
   * @throws RefusedException if the workflow has another history, or the store refuses an event;
   *     nothing of the history was stored
   */
  public Outcome store(WorkflowId workflow, TemporalHistory history) throws RefusedException {
    try {
      return store.transact(transaction -> append(transaction, workflow, history));
    } catch (SequenceConflictException other) {
      throw new RefusedException(
          "workflow "
              + workflow
              + " already has another history, with head "
              + other.found()
              + "; name another workflow");
    } catch (IdempotencyConflictException readOtherwise) {
      throw new RefusedException(
          "workflow " + workflow + " was imported from this file before, but with other events");
    } catch (InvalidLifecycleException | IllegalArgumentException refused) {
      throw new RefusedException(String.valueOf(refused.getMessage()));
    }
  }

  private static Outcome append(
      Transaction transaction, WorkflowId workflow, TemporalHistory history) {
    long head = transaction.history().head(workflow);
    Key key = history.key();
    for (TemporalHistory.Part part : history.parts(Append.MAX_EVENTS, Append.MAX_BYTES)) {
      transaction
          .history()
          .append(
              Append.to(workflow)
                  .at(part.first() - 1)
                  .key(part.first() == 1 ? key : Key.of(key + "/" + part.first()))
                  .events(history.events(part.first(), part.last())));
    }
    return head == 0 ? Outcome.IMPORTED : Outcome.KNOWN;
  }
}
