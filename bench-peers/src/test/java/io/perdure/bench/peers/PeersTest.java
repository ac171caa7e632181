package io.perdure.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.SelfDriven;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import io.perdure.bench.work.Work;
import io.perdure.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That each peer does the work whose time is taken, at a size at which the time means nothing. */
class PeersTest {
  private static final int RUNS = 6;
  private static final int BLOCKS = 2;
  private static final int BATCH = 5;
  private static final int WAITING = 20;
  private static final int BYTES = 256;

  private static EmbeddedPostgres server;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("db-scheduler deletes exactly the executions that were let through")
  void dbScheduler() throws Exception {
    for (Database database : new Database[] {sqlite("db-scheduler"), postgres("db_scheduler")}) {
      try (Entrant peer = enter("db-scheduler", database)) {
        measure(peer, new Work.ClaimComplete(BATCH, 8, WAITING));
        measure(peer, new Work.DueFired(BATCH));
        measure(peer, new Work.Schedule(BATCH));
        assertThat(count(database, "select count(*) from scheduled_tasks_0")).isEqualTo(WAITING);
        assertThat(count(database, "select count(*) from scheduled_tasks_1")).isEqualTo(1_000);
        assertThat(count(database, "select count(*) from scheduled_tasks_2"))
            .isEqualTo(BLOCKS * RUNS * BATCH);
      }
    }
  }

  @Test
  @DisplayName("JobRunr runs exactly the jobs that were let through")
  void jobRunr() throws Exception {
    for (Database database : new Database[] {sqlite("jobrunr"), postgres("jobrunr")}) {
      try (Entrant peer = enter("JobRunr", database)) {
        measure(peer, new Work.ClaimComplete(BATCH, 8, WAITING));
        assertThat(count(database, "select count(*) from jobrunr_jobs where state = 'SUCCEEDED'"))
            .isEqualTo(BLOCKS * RUNS * BATCH);
        assertThat(count(database, "select count(*) from jobrunr_jobs"))
            .isEqualTo(BLOCKS * RUNS * BATCH + WAITING);
        assertThat(peer.operation(new Work.DueFired(1))).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("Axon appends numbered events, one and several at a time")
  void axon() throws Exception {
    Database database = postgres("axon");
    try (Entrant peer = enter("Axon", database)) {
      measure(peer, new Work.Append(1, BYTES, 1));
      measure(peer, new Work.Append(BATCH, BYTES, 1));
    }
    assertThat(count(database, "select count(*) from domainevententry"))
        .isEqualTo(BLOCKS * RUNS * (BATCH + 1));
    assertThat(count(database, "select max(sequencenumber) from domainevententry"))
        .isEqualTo(BATCH - 1);
    assertThat(count(database, "select min(length(payload)) from domainevententry"))
        .isEqualTo(BYTES);
  }

  @Test
  @DisplayName("Essentials appends numbered events, and deletes exactly the messages that were run")
  void essentials() throws Exception {
    Database database = postgres("essentials");
    try (Entrant peer = enter("Essentials", database)) {
      measure(peer, new Work.Append(1, BYTES, 1));
      measure(peer, new Work.Append(BATCH, BYTES, 1));
      measure(peer, new Work.ClaimComplete(1, 8, WAITING));
      measure(peer, new Work.DueFired(BATCH));
    }
    assertThat(count(database, "select count(*) from orders_events"))
        .isEqualTo(BLOCKS * RUNS * (BATCH + 1));
    assertThat(count(database, "select max(event_order) from orders_events")).isEqualTo(BATCH - 1);
    assertThat(count(database, "select count(*) from durable_queues_1")).isEqualTo(WAITING);
    assertThat(count(database, "select count(*) from durable_queues_2")).isZero();
  }

  @Test
  @DisplayName("DBOS records exactly the steps and the workflows that were run")
  void dbos() throws Exception {
    Database database = postgres("dbos_of_test");
    try (Entrant peer = enter("DBOS", database)) {
      measure(peer, new Work.Append(1, BYTES, 1));
      measure(peer, new Work.Append(BATCH, BYTES, 3));
      assertThat(count(database, "select count(*) from operation_outputs"))
          .isEqualTo(BLOCKS * RUNS * (BATCH + 1));
      measure(peer, new Work.ClaimComplete(BATCH, 8, WAITING));
      assertThat(
              count(
                  database,
                  "select count(*) from workflow_status where name = 'task' and status = 'SUCCESS'"))
          .isEqualTo(BLOCKS * RUNS * BATCH);
      assertThat(count(database, "select count(*) from workflow_status where name = 'task'"))
          .isEqualTo(BLOCKS * RUNS * BATCH + WAITING);
    }
  }

  private static void measure(Entrant peer, Work work) {
    assertThat(peer.difference(work)).isNotBlank();
    Operation operation = peer.operation(work).orElseThrow();
    for (int block = 0; block < BLOCKS; block++) {
      operation.prepare(RUNS);
      if (operation instanceof SelfDriven driven) {
        driven.runAll();
      } else if (operation instanceof Called called) {
        for (int i = 0; i < RUNS; i++) {
          called.run();
        }
      }
    }
  }

  private static Entrant enter(String name, Database database) throws Exception {
    for (Entry entry : ServiceLoader.load(Entry.class)) {
      if (entry.name().equals(name)) {
        return entry.enter(database).orElseThrow();
      }
    }
    throw new AssertionError("nobody is called " + name);
  }

  private Database sqlite(String name) {
    return new Database(
        Database.Kind.SQLITE, "jdbc:sqlite:" + folder.resolve(name + ".db"), "", "", "");
  }

  private static Database postgres(String schema) throws SQLException {
    String url = "jdbc:postgresql://" + server.address() + "/postgres";
    try (Connection connection =
            DriverManager.getConnection(url, EmbeddedPostgres.USER, server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    return new Database(
        Database.Kind.POSTGRES,
        url + "?currentSchema=" + schema,
        EmbeddedPostgres.USER,
        server.password(),
        schema);
  }

  private static long count(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
