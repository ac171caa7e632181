package io.perdure.store.history;

import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.LeaseLostException;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.StoreBusyException;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.util.List;

/** The workflow histories of a namespace, for reading and appending. */
public interface History extends HistoryReader {
  /**
   * Appends all the events or none, if the stored head equals the expected head.
   *
   * @return the first and the last sequence number given out
   * @throws SequenceConflictException if the stored head is another; nothing was written
   * @throws InvalidLifecycleException if a mark cannot follow the status before it; nothing was
   *     written
   * @throws IdempotencyConflictException if the key was used before with other content
   * @throws LeaseLostException if the lease that fences it is not held any more
   * @throws IllegalArgumentException if a payload is over the store's limit
   */
  Appended append(Append append);

  /** Appends those events at that head; see {@link #append(Append)}. */
  default Appended append(WorkflowId workflow, long expectedHead, NewEvent... events) {
    return append(
        Append.to(workflow).at(expectedHead).events(List.of(Checks.present("events", events))));
  }

  /**
   * Reads the whole history, lets the caller decide on it, and appends at the head that was read;
   * begins again if somebody else appended meanwhile, within the store's retry time. The decider
   * may therefore run several times.
   *
   * @return the answer of the decision that was appended
   * @throws X what the decider throws; nothing was written
   * @throws StoreBusyException if others kept appending beyond the retry time
   */
  <T, X extends Exception> T update(WorkflowId workflow, Decider<T, X> decider) throws X;
}
