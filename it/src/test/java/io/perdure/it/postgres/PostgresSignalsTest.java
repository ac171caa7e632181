package io.perdure.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;

@DisplayName("Signals on Postgres")
class PostgresSignalsTest {
  private static final WorkflowId ORDER = WorkflowId.of("order-1042");
  private static final Duration NEVER = Duration.ofHours(10);
  private static final String LISTENERS =
      "from pg_stat_activity where datname = current_database() and query like 'listen perdure%'";

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = Database.on(Backends.get("postgres"));
    database.perdure();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private Store waiting(PostgresOptions door) {
    return database.closing(door.open()).namespace("shop");
  }

  private PostgresOptions door(Duration pollEvery) {
    return (PostgresOptions) database.door().pollEvery(pollEvery);
  }

  private long listeners() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) " + LISTENERS)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("are heard again after the connection that listens was lost")
  void lost() throws Exception {
    Store store = waiting(door(NEVER));
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> waits = crowd.call(() -> store.awaitDue(Crowd.SOON));
      Crowd.until("somebody listens", () -> listeners() == 1);
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("select pg_terminate_backend(pid) " + LISTENERS);
      }
      database.store().timers().schedule(ORDER, "charge", Instant.EPOCH);
      assertThat(waits.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("need nobody to listen: who waits without them looks at intervals")
  void without() {
    Store store = waiting(door(Duration.ofMillis(5)).withoutNotifications());
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> waits = crowd.call(() -> store.awaitDue(Crowd.SOON));
      assertThat(waits.ends()).isFalse();
      assertThat(listeners()).isZero();
      database.store().timers().schedule(ORDER, "charge", Instant.EPOCH);
      assertThat(waits.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("end with the store: its connection is closed")
  void closed() {
    Perdure perdure = database.closing(door(NEVER).open());
    assertThat(perdure.namespace("shop").awaitDue(Duration.ofMillis(1))).isFalse();
    Crowd.until("somebody listens", () -> listeners() == 1);
    perdure.close();
    Crowd.until("nobody listens", () -> listeners() == 0);
  }

  @Test
  @DisplayName("tell of many commits together, and nothing of what is stored")
  void together() throws Exception {
    int commits = 300;
    Store store = waiting(door(NEVER));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      BaseConnection driver = connection.unwrap(BaseConnection.class);
      statement.execute("listen " + channel());
      for (int i = 0; i < commits; i++) {
        store.timers().schedule(ORDER, "charge " + i, Instant.EPOCH);
      }
      List<PGNotification> heard = new ArrayList<>();
      Crowd.until(
          "it is told",
          () -> {
            try {
              heard.addAll(List.of(driver.getNotifications(100)));
              return !heard.isEmpty();
            } catch (SQLException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(heard).hasSizeBetween(1, commits / 2);
      assertThat(heard).allSatisfy(it -> assertThat(it.getParameter()).matches("[0-9a-f]{64}"));
    }
  }

  /** The one that a store listens on. */
  private String channel() throws SQLException {
    assertThat(database.store().awaitDue(Duration.ofMillis(1))).isFalse();
    Crowd.until("somebody listens", () -> listeners() == 1);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select query " + LISTENERS)) {
      row.next();
      return row.getString(1).substring("listen ".length());
    }
  }
}
