package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.waking.Signals;
import io.perdure.store.jooq.waking.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals by NOTIFY and LISTEN. They are sent after the commit that they tell of, by a thread of
 * their own, those of many commits together: NOTIFY takes a lock on the whole server when it
 * commits, which no transaction of a caller's should wait for.
 */
final class PostgresSignals implements Signals {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int IDLE_SECONDS = 30;

  private final Connections connections;
  private final SignalNames names;
  private final ThreadPoolExecutor sender;
  private Set<Topic> pending = new LinkedHashSet<>();
  private boolean sending;
  private boolean closed;
  private @Nullable PostgresListener listener;

  PostgresSignals(Connections connections, String schema) {
    this.connections = connections;
    this.names = new SignalNames(schema);
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            PostgresSignals::own);
    sender.allowCoreThreadTimeOut(true);
  }

  private static Thread own(Runnable work) {
    Thread thread = new Thread(work, "perdure-signals");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void send(Set<Topic> topics) {
    if (closed) {
      return;
    }
    pending.addAll(topics);
    if (!sending) {
      sending = true;
      sender.execute(this::sendAll);
    }
  }

  /** Sends what has gathered until nothing has. */
  private void sendAll() {
    for (Set<Topic> topics = take(); !topics.isEmpty(); topics = take()) {
      try (Lent lent = connections.take(Deadline.in(PATIENCE))) {
        lent.execute(names.send(topics));
      } catch (SQLException | RuntimeException e) {
        LOG.debug("a signal was lost; who waits elsewhere looks in a while", e);
      }
      LockSupport.parkNanos(GATHER_NANOS);
    }
  }

  private synchronized Set<Topic> take() {
    Set<Topic> taken = pending;
    pending = new LinkedHashSet<>();
    sending = !taken.isEmpty();
    return taken;
  }

  @Override
  public synchronized void listen(Consumer<Predicate<Topic>> heard) {
    if (listener == null && !closed) {
      listener = new PostgresListener(connections, names, heard);
      listener.start();
    }
  }

  @Override
  public void close() {
    PostgresListener listening;
    synchronized (this) {
      closed = true;
      listening = listener;
    }
    if (listening != null) {
      listening.close();
    }
    sender.shutdown();
    try {
      // What is on its way is told, if that is soon.
      if (!sender.awaitTermination(1, TimeUnit.SECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
