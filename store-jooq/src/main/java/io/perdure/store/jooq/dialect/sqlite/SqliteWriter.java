package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.sqlite.Turn.State;
import io.perdure.store.jooq.engine.Attempt;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.RunAgain;
import io.perdure.store.jooq.engine.Work;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of an SQLite file in this process: callers share its connection, and its commits.
 *
 * <p>A turn that gets the {@link Baton} leads: it begins a transaction, runs its work so that it
 * can be undone ({@link Savepoints}), and lets the next turn do the same in the same transaction.
 * The one after whom nobody waits, or with whom the batch is full, commits, and only then is any of
 * them answered, those refused included: what they saw was not committed before. If the commit
 * fails, each runs again alone.
 *
 * <p>Bodies of callers run on their own threads; work of the store itself is run by whoever leads.
 */
final class SqliteWriter {
  /** A batch takes no further turn this long after it began: nobody's answer waits much longer. */
  private static final long BATCH_NANOS = 10_000_000;

  private static final int BATCH_TURNS = 512;

  private final WriterConnection connection;
  private final Session session;
  private final Baton baton;

  /** The turns of the transaction that is open; used by who has the baton. */
  private List<Turn> batch = new ArrayList<>();

  private long batchBegan;
  private volatile @Nullable Thread running;

  SqliteWriter(WriterConnection connection, Session session, int waiting) {
    this.connection = connection;
    this.session = session;
    this.baton = new Baton(waiting);
  }

  /**
   * Runs the work in a transaction and answers when it is committed; see {@link SqliteDatabase}.
   */
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // The turn has what this call's work answered or threw.
  <T, X extends Exception> T write(WriteMode mode, Deadline deadline, Work<T, X> work) throws X {
    refuseReentry();
    boolean solo = false;
    while (true) {
      Turn turn = new Turn(mode, deadline, solo, work);
      baton.await(turn);
      if (turn.state() == State.LEADING) {
        lead(turn);
      }
      awaitSettled(turn);
      if (turn.again()) {
        solo = true;
        continue;
      }
      Throwable thrown = turn.thrown();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (X) thrown;
      }
      return (T) turn.answer();
    }
  }

  /** Has the baton and leads the batch on, until it is committed or another turn's thread leads. */
  private void lead(Turn first) {
    Turn turn = first;
    while (true) {
      if (batch.isEmpty() && !begin(turn)) {
        baton.pass();
        return;
      }
      batch.add(turn);
      boolean whole = run(turn);
      Optional<Turn> next =
          !whole || turn.solo || batchIsFull() ? Optional.empty() : baton.nextToShare();
      if (next.isEmpty()) {
        List<Turn> done = batch;
        batch = new ArrayList<>();
        commit(done, whole);
        baton.pass();
        return;
      }
      turn = next.get();
      if (!turn.portable()) {
        turn.lead();
        return;
      }
    }
  }

  private boolean batchIsFull() {
    return batch.size() >= BATCH_TURNS || System.nanoTime() - batchBegan > BATCH_NANOS;
  }

  /** Begins the batch's transaction; if it cannot, the turn is settled so and false is answered. */
  private boolean begin(Turn turn) {
    try {
      connection.begin(turn.deadline);
      batchBegan = System.nanoTime();
      return true;
    } catch (StoreInterruptedException | StoreBusyException e) {
      turn.settle(e);
    } catch (SQLException e) {
      session.forget();
      turn.settle(session.failed(e));
      session.forget();
    }
    return false;
  }

  /**
   * Runs the turn's work, undone if it throws.
   *
   * @return whether the transaction is still whole: false if the database gave it up
   */
  private boolean run(Turn turn) {
    session.forget();
    Savepoints savepoints = Savepoints.of(turn.mode);
    running = Thread.currentThread();
    try {
      savepoints.set(connection);
      Object answer;
      try {
        answer = Attempt.run(session, turn.work());
      } catch (Throwable thrown) {
        turn.threw(thrown);
        return savepoints.undo(connection, session);
      }
      savepoints.keep(connection);
      turn.answered(answer);
      return true;
    } catch (SQLException e) {
      turn.threw(session.failed(e));
      return false;
    } finally {
      running = null;
      session.forget();
    }
  }

  /** Commits the batch, or gives it up, and settles its turns. */
  private void commit(List<Turn> done, boolean whole) {
    if (!whole) {
      connection.rollback();
      Turn failed = done.remove(done.size() - 1);
      done.forEach(Turn::settleAgain);
      if (failed.portable() && !done.isEmpty()) {
        // It may have refused for what the others wrote, which went with the transaction.
        failed.settleAgain();
      } else {
        failed.settle();
      }
      return;
    }
    try {
      connection.commit();
      done.forEach(Turn::settle);
    } catch (SQLException e) {
      connection.rollback();
      if (done.size() > 1) {
        done.forEach(Turn::settleAgain);
      } else {
        done.get(0).settle(commitFailed(e));
      }
    }
  }

  private static RuntimeException commitFailed(SQLException e) {
    return switch (SqliteErrors.atCommit(e)) {
      case TRANSIENT -> new RunAgain(e);
      case CONNECTION -> StoreUnavailableException.outcomeUnknown(e);
      case READ_ONLY, FAILURE ->
          new StoreFailureException("the commit was refused: " + e.getMessage(), e);
    };
  }

  /** Waits for the batch's commit; an interrupt is kept for later: the write has begun. */
  private static void awaitSettled(Turn turn) {
    boolean interrupted = false;
    while (turn.state() != State.SETTLED) {
      LockSupport.park(turn);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Hands the writer's connection to the calling thread, alone, until it is {@link #giveBack given
   * back}.
   */
  WriterConnection take(Deadline deadline) {
    refuseReentry();
    Turn turn = new Turn(WriteMode.ALONE, deadline, true, session -> true);
    baton.await(turn);
    if (turn.thrown() instanceof RuntimeException refused) {
      throw refused;
    }
    session.forget();
    running = Thread.currentThread();
    return connection;
  }

  /** Ends what {@link #take} began; any transaction that is open is rolled back. */
  void giveBack() {
    if (connection.inTransaction()) {
      connection.rollback();
    }
    session.forget();
    running = null;
    baton.pass();
  }

  /** A thread that has the writer would wait for itself. */
  private void refuseReentry() {
    if (running == Thread.currentThread()) {
      throw new StoreUsageException(
          "this thread is writing already: use the transaction that the body was handed, or join the"
              + " connection that was taken");
    }
  }

  /**
   * Finishes what waits, within the deadline, then closes; who is still writing closes it after.
   */
  void close(Deadline deadline) {
    if (baton.close(deadline)) {
      connection.close();
    } else {
      connection.closeWhenEnded();
    }
  }
}
