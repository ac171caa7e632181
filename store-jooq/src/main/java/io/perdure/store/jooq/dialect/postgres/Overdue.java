package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.engine.Deadline;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels statements that still run when their callers' time is over. One thread looks at all of
 * them now and then: the driver's own timeout wakes a thread for each statement that begins, which
 * takes longer than what the driver does otherwise. Thread-safe.
 */
final class Overdue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);

  private static final long LOOK_EVERY_MILLIS = 100;

  private final Map<Statement, Deadline> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor looking;

  Overdue() {
    looking =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "perdure-overdue");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        looking.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The statement is about to run. */
  void begin(Statement statement, Deadline deadline) {
    running.put(statement, deadline);
  }

  /** It has run. */
  void end(Statement statement) {
    running.remove(statement);
  }

  private void look() {
    running.forEach(
        (statement, deadline) -> {
          if (deadline.passed()) {
            cancel(statement);
          }
        });
  }

  /**
   * Of no effect on a statement that is not being run, and the driver sees to it that no other is.
   */
  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("cancelling a statement whose time is over", e);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
