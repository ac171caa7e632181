package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.waking.Topic;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears signals on a connection of its own, which it opens again when it is lost. Where listening
 * is refused, as on a standby, it says so once and tries again now and then.
 */
final class PostgresListener implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
  private static final int QUIET_MILLIS = 30_000;
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  private final Connections connections;
  private final SignalNames names;
  private final Consumer<Predicate<Topic>> heard;
  private final Thread thread = new Thread(this, "perdure-listener");
  private @Nullable Lent current;
  private volatile boolean closed;

  PostgresListener(Connections connections, SignalNames names, Consumer<Predicate<Topic>> heard) {
    this.connections = connections;
    this.names = names;
    this.heard = heard;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    long pause = FIRST_PAUSE;
    while (!closed) {
      try (Lent lent = connections.apart()) {
        // Never given back: it would go on listening for somebody else.
        lent.broken();
        if (!take(lent)) {
          return;
        }
        lent.execute(names.listen());
        pause = FIRST_PAUSE;
        listen(lent);
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          tell(pause, e);
          LockSupport.parkNanos(pause);
          pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
      }
    }
  }

  private synchronized boolean take(Lent lent) {
    current = lent;
    return !closed;
  }

  private static void tell(long pause, Exception e) {
    if (pause == FIRST_PAUSE) {
      LOG.info("signals of other processes are not heard; who waits looks at intervals", e);
    } else {
      LOG.debug("signals of other processes are still not heard", e);
    }
  }

  private void listen(Lent lent) throws SQLException {
    BaseConnection driver = PostgresServer.driver(lent.connection());
    // What was told before this moment was not heard.
    heard.accept(topic -> true);
    while (!closed) {
      PGNotification[] notifications = driver.getNotifications(QUIET_MILLIS);
      if (notifications == null || notifications.length == 0) {
        // Where nothing was heard for long, see whether the connection is there still.
        lent.execute(names.listen());
        continue;
      }
      for (PGNotification notification : notifications) {
        names.about(notification.getParameter()).ifPresent(heard);
      }
    }
  }

  /** Stops; idempotent. */
  void close() {
    synchronized (this) {
      closed = true;
      if (current != null) {
        current.abort();
      }
    }
    LockSupport.unpark(thread);
  }
}
