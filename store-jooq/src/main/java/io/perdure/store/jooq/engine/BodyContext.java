package io.perdure.store.jooq.engine;

import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.jooq.sql.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body while it runs: the session that its rooms are bound to, for its own thread, until it ends.
 *
 * <p>It is an {@link Access}: everything runs at once on the session.
 */
public final class BodyContext implements Access {
  private final Session session;
  private final Optional<TransactionOptions> options;
  private final Thread thread = Thread.currentThread();
  private final Deadline deadline;
  private boolean ended;
  private @Nullable Throwable nestedFailure;

  /**
   * A body on that session, on the calling thread.
   *
   * @param options of the transaction; empty for a snapshot
   */
  BodyContext(Session session, Optional<TransactionOptions> options, Deadline deadline) {
    this.session = session;
    this.options = options;
    this.deadline = deadline;
  }

  /** A body within this one: the same session, until that body ends. */
  BodyContext nested() {
    return new BodyContext(session(), options, deadline);
  }

  /** The session, if the body may use it now. */
  public Session session() {
    if (ended) {
      throw new StoreUsageException(
          "the body has ended, and its transaction or snapshot with it: begin another");
    }
    if (Thread.currentThread() != thread) {
      throw new StoreUsageException(
          "a transaction or snapshot belongs to the thread of its body: " + thread.getName());
    }
    return session;
  }

  /** Whether it is a transaction, and not a snapshot. */
  boolean writes() {
    return options.isPresent();
  }

  /** The options of the transaction. */
  public TransactionOptions options() {
    return options.orElseThrow(() -> new StoreUsageException("a snapshot cannot write"));
  }

  /** Whether the body runs. */
  public boolean alive() {
    return !ended;
  }

  /** A nested body failed: what it left half done must not be committed. */
  void nestedFailed(Throwable failure) {
    if (nestedFailure == null) {
      nestedFailure = failure;
    }
  }

  /** Refuses to commit after a nested failure. */
  void checkCommittable() {
    if (nestedFailure != null) {
      throw new TransactionAbortedException(nestedFailure);
    }
  }

  void end() {
    ended = true;
  }

  @Override
  public <T, X extends Exception> T read(String operation, Work<T, X> work) throws X {
    return work.run(session());
  }

  @Override
  public <T, X extends Exception> T write(String operation, WriteMode mode, Work<T, X> work)
      throws X {
    options();
    return work.run(session());
  }

  @Override
  public <T, X extends Exception> T steps(String operation, Steps<T, X> steps) throws X {
    return steps.run(this, deadline);
  }

  @Override
  public boolean withinBody() {
    return true;
  }
}
