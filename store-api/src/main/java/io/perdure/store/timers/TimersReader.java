package io.perdure.store.timers;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * The timers of a namespace, for reading.
 *
 * <p>A row that this library cannot have written is a {@link CorruptRecordException}. Thread-safe,
 * unless it was got from a transaction or a snapshot.
 */
public interface TimersReader {
  /**
   * The timers that are due at that instant, by instant, then workflow and name in byte order;
   * claimed or not. One that is due at that very instant is among them.
   */
  Page<Timer> due(Instant asOf, PageRequest page);

  /** The timers of the workflow, by name in byte order. */
  Page<Timer> list(WorkflowId workflow, PageRequest page);

  /**
   * The workflow's timer of that name.
   *
   * @param timer 1 to 512 bytes of UTF-8
   */
  Optional<Timer> find(WorkflowId workflow, String timer);

  /**
   * The earliest instant at which a claim could succeed, by the store's clock: when an unclaimed
   * timer is due, or the claim on another one expires. It has passed if one can be claimed now.
   * Empty if there is no timer.
   */
  Optional<Instant> nextDue();
}
