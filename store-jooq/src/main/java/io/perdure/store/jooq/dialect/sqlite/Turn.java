package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.Work;
import io.perdure.store.jooq.engine.WriteMode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's turn with the writer: from the moment it begins to wait until its outcome is
 * settled.
 *
 * <p>What it answers or throws is decided when its work runs, and told only when it is settled:
 * after the commit that it shares with the others of its batch.
 */
final class Turn {
  /** Where a turn is; it only moves downwards. */
  enum State {
    /** In the queue; may still leave it. */
    WAITING,
    /** Has the baton: its own thread runs its work, and what comes next. */
    LEADING,
    /** Its work ran; the commit is to come. */
    RAN,
    /** Its outcome may be told. */
    SETTLED
  }

  final WriteMode mode;
  final Deadline deadline;
  final boolean solo;
  private final Work<?, ?> work;
  private final Thread thread = Thread.currentThread();
  private volatile State state = State.WAITING;
  private @Nullable Object answer;
  private @Nullable Throwable thrown;
  private boolean again;

  /**
   * A turn of the calling thread.
   *
   * @param solo whether it shares its commit with no other
   */
  Turn(WriteMode mode, Deadline deadline, boolean solo, Work<?, ?> work) {
    this.mode = mode;
    this.deadline = deadline;
    this.solo = solo || !mode.shares();
    this.work = work;
  }

  Work<?, ?> work() {
    return work;
  }

  /** Whether any thread may run its work: it is the store's own, not a caller's body. */
  boolean portable() {
    return mode.portable();
  }

  State state() {
    return state;
  }

  void lead() {
    state = State.LEADING;
    LockSupport.unpark(thread);
  }

  void answered(@Nullable Object value) {
    answer = value;
    state = State.RAN;
  }

  void threw(Throwable throwable) {
    thrown = throwable;
    state = State.RAN;
  }

  /** Tells its thread: what the work answered or threw holds. */
  void settle() {
    state = State.SETTLED;
    LockSupport.unpark(thread);
  }

  /** Tells its thread: the commit failed; for that reason, whatever the work said. */
  void settle(Throwable failure) {
    thrown = failure;
    settle();
  }

  /** Tells its thread: the shared commit failed, so the work is to run once more, alone. */
  void settleAgain() {
    again = true;
    settle();
  }

  /** Whether the work is to run once more, alone. */
  boolean again() {
    return again;
  }

  /** What the work answered. */
  @Nullable Object answer() {
    return answer;
  }

  /** What the work, or the commit, threw; null if nothing. */
  @Nullable Throwable thrown() {
    return thrown;
  }
}
