package io.perdure.store.history;

import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * A request to append events to one workflow's history: {@code
 * Append.to(workflow).at(head).events(…)}.
 *
 * @param workflow whose history
 * @param expectedHead the sequence number of the last event the caller knows; 0 for a new history
 * @param events what to append, in order; at most 10 000 and 64 MiB; may be empty, which only
 *     checks the head
 * @param key makes the append repeatable: unique per workflow. The same key with the same events
 *     (recorded instants aside) answers what the first call answered
 * @param fence the lease that must still be held when the append is committed; see {@link
 *     #fencedBy}
 */
public record Append(
    WorkflowId workflow,
    long expectedHead,
    List<NewEvent> events,
    Optional<Key> key,
    Optional<Lease> fence) {
  /** The most events of one append. */
  public static final int MAX_EVENTS = 10_000;

  /** The most bytes of payloads and metadata of one append. */
  public static final long MAX_BYTES = 64L << 20;

  public Append {
    Checks.present("workflow", workflow);
    Checks.notNegative("expected head", expectedHead);
    events = Checks.list("events", events);
    Checks.between("number of events", events.size(), 0, MAX_EVENTS);
    long bytes = 0;
    for (NewEvent event : events) {
      bytes += event.size();
    }
    Checks.between("bytes of all events", bytes, 0, MAX_BYTES);
    Checks.between("expected head", expectedHead, 0, Long.MAX_VALUE - MAX_EVENTS);
    Checks.present("key", key);
    Checks.present("fence", fence);
  }

  /** An append to that workflow, expecting a new history until {@link #at} says otherwise. */
  public static Append to(WorkflowId workflow) {
    return new Append(workflow, 0, List.of(), Optional.empty(), Optional.empty());
  }

  /** The same, expecting that head. */
  public Append at(long expectedHead) {
    return new Append(workflow, expectedHead, events, key, fence);
  }

  /** The same with that key. */
  public Append key(Key key) {
    return new Append(
        workflow, expectedHead, events, Optional.of(Checks.present("key", key)), fence);
  }

  /**
   * The same, written only if that lease is still held when it is committed; otherwise {@link
   * io.perdure.store.LeaseLostException}. Inside a transaction it fences the whole of it, as {@link
   * io.perdure.store.TransactionOptions#fencedBy} does. An append whose key was used before is
   * answered without the lease: it writes nothing.
   */
  public Append fencedBy(Lease lease) {
    return new Append(
        workflow, expectedHead, events, key, Optional.of(Checks.present("lease", lease)));
  }

  /** The same with those events instead. */
  public Append events(NewEvent... events) {
    return events(List.of(Checks.present("events", events)));
  }

  /** The same with those events instead. */
  public Append events(List<NewEvent> events) {
    return new Append(workflow, expectedHead, events, key, fence);
  }
}
