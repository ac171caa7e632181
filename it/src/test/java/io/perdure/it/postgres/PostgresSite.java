package io.perdure.it.postgres;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;

import io.perdure.store.Payload;
import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.dialect.postgres.PostgresSettings;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database of its own on the tests' server, and the store's databases opened on it. */
final class PostgresSite implements AutoCloseable {
  static final String NAMESPACE = "shop";
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final PostgresServer server;
  private final String name;
  private final Deque<PostgresDatabase> opened = new ArrayDeque<>();

  private PostgresSite(PostgresServer server, String name) {
    this.server = server;
    this.name = name;
  }

  static PostgresSite create() throws SQLException {
    PostgresServer server = PostgresServer.running();
    return new PostgresSite(server, server.createDatabase("site"));
  }

  String name() {
    return name;
  }

  String url() {
    return server.jdbcUrl(name);
  }

  void execute(String sql) throws SQLException {
    server.execute(name, sql);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  PostgresDatabase open() {
    return open(settings(url(), null, "perdure", 4), false);
  }

  PostgresDatabase open(String url) {
    return open(settings(url, null, "perdure", 4), false);
  }

  PostgresDatabase openReadOnly() {
    return open(settings(url(), null, "perdure", 4), true);
  }

  PostgresDatabase open(DataSource dataSource) {
    return open(settings(null, dataSource, "perdure", 4), false);
  }

  PostgresDatabase open(PostgresSettings settings, boolean readOnly) {
    PostgresDatabase database = PostgresDatabase.open(settings, readOnly, dialect -> List.of());
    opened.push(database);
    return database;
  }

  /** Settings that migrate, and allow what a test server may be set to. */
  static PostgresSettings settings(
      @Nullable String url, @Nullable DataSource dataSource, String schema, int connections) {
    return new PostgresSettings(
        url, dataSource, null, null, schema, connections, true, true, RETRY, false, () -> 0);
  }

  static Deadline soon() {
    return Deadline.in(RETRY);
  }

  static List<NewEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> NewEvent.of("type", Payload.json("{\"n\":" + i + "}"), Instant.EPOCH))
        .toList();
  }

  /** Appends one event as the store's own operation, in a single statement. */
  static boolean append(PostgresDatabase database, String workflow, long expectedHead) {
    return database.<Boolean, RuntimeException>write(
        WriteMode.STATEMENT, soon(), session -> append(session, workflow, expectedHead));
  }

  static boolean append(Session session, String workflow, long expectedHead) {
    return session.dialect().events().append(session, NAMESPACE, workflow, expectedHead, events(1));
  }

  static long head(PostgresDatabase database, String workflow) {
    return database.<Long, RuntimeException>read(soon(), session -> head(session, workflow));
  }

  static long head(Session session, String workflow) {
    List<Long> found =
        new ArrayList<>(
            session
                .dsl()
                .select(PERDURE_WORKFLOW.HEAD)
                .from(PERDURE_WORKFLOW)
                .where(PERDURE_WORKFLOW.NS.eq(NAMESPACE))
                .and(PERDURE_WORKFLOW.WORKFLOW.eq(workflow))
                .fetch(PERDURE_WORKFLOW.HEAD));
    return found.isEmpty() ? 0 : found.get(0);
  }

  @Override
  public void close() throws SQLException {
    opened.forEach(database -> database.close(Duration.ofSeconds(1)));
    server.dropDatabase(name);
  }
}
