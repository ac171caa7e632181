package io.perdure.store.jooq.engine;

import io.perdure.store.TransactionAbortedException;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Session;

/** What an attempt at some work means for its transaction. */
public final class Attempt {
  private Attempt() {}

  /**
   * Runs the work, and behind it what must hold at its end, and answers only if it may be
   * committed.
   *
   * @throws RunAgain if a statement met a transient error, whatever the work made of it
   * @throws TransactionAbortedException if the work ended normally although a statement had failed
   * @throws X what the work throws
   */
  public static <T, X extends Exception> T run(Session session, Work<T, X> work) throws X {
    try {
      T answer = work.run(session);
      session.checkEnd();
      session
          .failure()
          .ifPresent(
              failure -> {
                throw new TransactionAbortedException(failure.error());
              });
      return answer;
    } catch (Throwable thrown) {
      session
          .failure()
          .filter(failure -> failure.kind() == ErrorKind.TRANSIENT)
          .ifPresent(
              failure -> {
                throw new RunAgain(failure.error());
              });
      throw thrown;
    }
  }
}
