package io.perdure.store.jooq.waking;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells other processes on the same database that there is something to do, and hears it from them.
 * Only a hint: a signal may come late, twice, for nothing, or not at all. Thread-safe.
 */
public interface Signals {
  /** Where processes cannot tell each other: who waits there looks again and again. */
  Signals NONE =
      new Signals() {
        @Override
        public void send(Set<Topic> topics) {}

        @Override
        public void listen(Consumer<Predicate<Topic>> heard) {}

        @Override
        public void close() {}
      };

  /** Tells the others, soon; does not wait for it. What they may see must have been committed. */
  void send(Set<Topic> topics);

  /**
   * Begins to listen, if that has not begun.
   *
   * @param heard is told of each signal, as the topics that it may be about
   */
  void listen(Consumer<Predicate<Topic>> heard);

  /** Stops listening; idempotent. */
  void close();
}
