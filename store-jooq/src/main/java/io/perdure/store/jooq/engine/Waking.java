package io.perdure.store.jooq.engine;

import io.perdure.store.StoreInterruptedException;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.waking.Bells;
import io.perdure.store.jooq.waking.Bells.Bell;
import io.perdure.store.jooq.waking.Signals;
import io.perdure.store.jooq.waking.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets callers wait until there is something to do. Who waits looks into the database, sleeps, and
 * looks again: when something becomes due, when a commit rings for it, and every so often in any
 * case. Thread-safe.
 */
public final class Waking {
  private final Signals signals;
  private final long pollNanos;
  private final Bells bells = new Bells();

  Waking(Signals signals, Duration pollEvery) {
    this.signals = signals;
    this.pollNanos = pollEvery.toNanos();
  }

  /** How long until there is something to do, by the store's clock; empty if nothing is known. */
  @FunctionalInterface
  public interface Look {
    /** Reads it, now. */
    Optional<Duration> untilDue();
  }

  /** Runs work that writes, and rings for what it has made ready once that is committed. */
  <T, X extends Exception> T write(
      Database database, WriteMode mode, Deadline deadline, Work<T, X> work) throws X {
    Ready<T, X> ready = new Ready<>(work);
    T answer = database.write(mode, deadline, ready);
    if (!ready.topics.isEmpty()) {
      ring(ready.topics);
    }
    return answer;
  }

  private void ring(Set<Topic> topics) {
    bells.ring(waited -> topics.contains(waited) || topics.contains(waited.whole()));
    signals.send(topics);
  }

  private void heard(Predicate<Topic> about) {
    bells.ring(about);
  }

  /**
   * Waits until there is something to do.
   *
   * @return false if there was nothing for so long
   * @throws StoreInterruptedException if interrupted while waiting
   */
  public boolean await(Topic topic, Duration atMost, Look look) {
    Deadline deadline = Deadline.in(atMost);
    Bell bell = bells.enter(topic);
    try {
      while (true) {
        long rung = bell.rung();
        Optional<Duration> until = look.untilDue();
        if (until.isPresent() && (until.get().isNegative() || until.get().isZero())) {
          return true;
        }
        signals.listen(this::heard);
        long left = deadline.remainingNanos();
        if (left <= 0) {
          return false;
        }
        long due = until.map(Waking::nanos).orElse(Long.MAX_VALUE);
        bell.await(rung, Math.min(Math.min(left, pollNanos), due));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreInterruptedException();
    } finally {
      bells.leave(topic);
    }
  }

  /** What is further away than a process lives is never reached. */
  private static long nanos(Duration duration) {
    return duration.toDays() > Short.MAX_VALUE ? Long.MAX_VALUE : duration.toNanos();
  }

  /** Wakes all who wait, to find the store closed. */
  void close() {
    signals.close();
    bells.ring(topic -> true);
  }

  /** Work, and what it has made ready: of its last attempt. */
  private static final class Ready<T, X extends Exception> implements Work<T, X> {
    private final Work<T, X> work;
    private Set<Topic> topics = Set.of();

    Ready(Work<T, X> work) {
      this.work = work;
    }

    @Override
    public T run(Session session) throws X {
      session.takeReady();
      T answer = work.run(session);
      topics = session.takeReady();
      return answer;
    }
  }
}
