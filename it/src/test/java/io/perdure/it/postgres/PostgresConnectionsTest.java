package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static io.perdure.it.postgres.PostgresSite.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.WriteMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a call whose connection is lost, cannot be had in time, or is the caller's. */
class PostgresConnectionsTest {
  /** The statement alone, as the protocol bounds it: "read committed" has the word, too. */
  private static final String COMMIT = "\0commit\0";

  private PostgresSite site;
  private Wire wire;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    site = PostgresSite.create();
    wire = Wire.to(site.url());
    database = site.open(PostgresSite.settings(wire.url(site.url()), null, "perdure", 2), false);
  }

  @AfterEach
  void close() throws Exception {
    wire.close();
    site.close();
  }

  private static <T> FutureTask<T> inThread(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "caller");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private boolean appendInTransaction(String workflow, long expectedHead) {
    return database.<Boolean, RuntimeException>write(
        WriteMode.BODY, soon(), session -> append(session, workflow, expectedHead));
  }

  @Test
  @DisplayName(
      "A connection lost before COMMIT arrived, and one lost after it, are both an unknown outcome")
  void lostAtCommit() {
    wire.cutBefore(COMMIT);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> appendInTransaction("order-1", 0))
        .matches(lost -> lost.outcomeUnknown());
    assertThat(head(database, "order-1")).isZero();
    wire.cutAfter(COMMIT);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> appendInTransaction("order-1", 0))
        .matches(lost -> lost.outcomeUnknown());
    assertThat(head(database, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName("A connection lost within a transaction has committed nothing")
  void lostBeforeCommit() {
    for (String at : new String[] {"begin", "perdure_event"}) {
      wire.cutAfter(at);
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> appendInTransaction("order-1", 0))
          .matches(lost -> !lost.outcomeUnknown());
      assertThat(head(database, "order-1")).isZero();
    }
  }

  @Test
  @DisplayName(
      "A connection lost during a lone statement is an unknown outcome; the next call has another")
  void lostInStatement() {
    wire.cutAfter("perdure_event");
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> append(database, "order-1", 0))
        .matches(lost -> lost.outcomeUnknown());
    assertThat(append(database, "order-1", 0)).isFalse();
    assertThat(append(database, "order-1", 1)).isTrue();
  }

  @Test
  @DisplayName("A read that lost its connection says so, and the next one has another")
  void lostInRead() {
    wire.cutAfter("perdure_workflow");
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> head(database, "order-1"))
        .matches(lost -> !lost.outcomeUnknown());
    assertThat(head(database, "order-1")).isZero();
  }

  @Test
  @DisplayName("A server that cannot be reached is unavailable, at the opening and later")
  void unreachable() throws Exception {
    wire.close();
    // The pool's two connections were open; what is sent on them is lost.
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> head(database, "order-1"));
    }
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> append(database, "order-1", 0))
        .matches(lost -> !lost.outcomeUnknown());
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> site.open(wire.url(site.url())))
        .matches(lost -> !lost.outcomeUnknown());
  }

  @Test
  @DisplayName(
      "A pool whose connections stay in use is busy when the deadline has passed, and not before")
  void exhausted() throws Exception {
    CountDownLatch taken = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(1);
    Callable<Boolean> holding =
        () ->
            database.<Boolean, InterruptedException>write(
                WriteMode.BODY,
                soon(),
                session -> {
                  taken.countDown();
                  done.await();
                  return true;
                });
    FutureTask<Boolean> first = inThread(holding);
    FutureTask<Boolean> second = inThread(holding);
    taken.await();
    long began = System.nanoTime();
    assertThatExceptionOfType(StoreBusyException.class)
        .isThrownBy(
            () ->
                database.<Boolean, RuntimeException>write(
                    WriteMode.STATEMENT,
                    Deadline.in(Duration.ofMillis(200)),
                    session -> append(session, "order-1", 0)));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
    FutureTask<Boolean> waiting = inThread(() -> append(database, "order-1", 0));
    done.countDown();
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThat(waiting.get()).isTrue();
  }

  @Test
  @DisplayName("An interrupt while waiting for a connection ends the wait, and stays set")
  void interrupted() throws Exception {
    try (Connection one = database.dataSource().getConnection();
        Connection two = database.dataSource().getConnection()) {
      assertThat(one).isNotSameAs(two);
      CountDownLatch flagged = new CountDownLatch(1);
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                try {
                  return append(database, "order-1", 0);
                } catch (StoreInterruptedException e) {
                  if (Thread.currentThread().isInterrupted()) {
                    flagged.countDown();
                  }
                  throw e;
                }
              });
      Thread thread = new Thread(task, "interrupted");
      thread.start();
      thread.interrupt();
      thread.join();
      assertThat(flagged.getCount()).isZero();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(task::get)
          .withCauseInstanceOf(StoreInterruptedException.class);
    }
    assertThat(head(database, "order-1")).isZero();
  }

  @Test
  @DisplayName("Closing closes the pool of our own and refuses calls; again it does nothing")
  void closed() throws Exception {
    assertThat(append(database, "order-1", 0)).isTrue();
    database.close(Duration.ofSeconds(1));
    database.close(Duration.ofSeconds(1));
    assertThatExceptionOfType(StoreClosedException.class)
        .isThrownBy(() -> append(database, "order-1", 1));
    assertThatExceptionOfType(StoreClosedException.class)
        .isThrownBy(() -> head(database, "order-1"));
  }

  @Test
  @DisplayName("Closing does not wait for a body that does not end, which then commits nothing")
  void closedUnderABody() throws Exception {
    CountDownLatch appended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    FutureTask<Boolean> body =
        inThread(
            () ->
                database.<Boolean, InterruptedException>write(
                    WriteMode.BODY,
                    soon(),
                    session -> {
                      append(session, "order-1", 0);
                      appended.countDown();
                      closed.await();
                      return true;
                    }));
    appended.await();
    long began = System.nanoTime();
    database.close(Duration.ZERO);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    closed.countDown();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(body::get)
        .withCauseInstanceOf(StoreException.class);
    assertThat(head(site.open(), "order-1")).isZero();
  }

  @Test
  @DisplayName("A caller's data source keeps its settings and is not closed, auto-commit or not")
  void callersDataSource() throws Exception {
    try (HikariDataSource theirs = new HikariDataSource()) {
      theirs.setJdbcUrl(site.url());
      theirs.setAutoCommit(false);
      theirs.setMaximumPoolSize(1);
      PostgresDatabase shared = site.open(theirs);
      for (int head = 0; head < 3; head++) {
        assertThat(append(shared, "order-1", head)).isTrue();
        assertThat(head(shared, "order-1")).isEqualTo(head + 1);
        String workflow = "order-" + head;
        shared.<Boolean, RuntimeException>write(
            WriteMode.ALONE, soon(), session -> append(session, workflow, 5));
      }
      shared.close(Duration.ofSeconds(1));
      try (Connection connection = theirs.getConnection()) {
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isValid(1)).isTrue();
      }
    }
  }

  @Test
  @DisplayName("The data source for callers gives connections, and no way to close the pool")
  void sharedDataSource() throws SQLException {
    assertThat(database.dataSource()).isNotInstanceOf(AutoCloseable.class);
    assertThat(database.dataSource().isWrapperFor(HikariDataSource.class)).isFalse();
    try (Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
