package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.sql.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which connections a store joins. */
class PostgresJoinTest {
  private PostgresSite site;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    site = PostgresSite.create();
    database = site.open();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private void refused(Connection connection, String why) {
    assertThatExceptionOfType(StoreUsageException.class)
        .isThrownBy(() -> database.join(connection))
        .withMessageContaining(why);
  }

  @Test
  @DisplayName(
      "A transaction on a connection of the store's database is joined, and the caller commits")
  void joined() throws Exception {
    for (Connection each :
        new Connection[] {database.dataSource().getConnection(), site.connect()}) {
      try (Connection connection = each) {
        connection.setAutoCommit(false);
        Session session = database.join(connection);
        append(session, "order-1", 0);
        assertThat(head(database, "order-1")).isZero();
        connection.rollback();
        append(database.join(connection), "order-1", 0);
        connection.rollback();
      }
    }
    try (Connection connection = site.connect()) {
      connection.setAutoCommit(false);
      append(database.join(connection), "order-1", 0);
      connection.commit();
    }
    assertThat(head(database, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName("A transaction is joined for writing although the session's default is read-only")
  void readOnlyByDefault() throws Exception {
    site.execute("alter database " + site.name() + " set default_transaction_read_only = on");
    PostgresDatabase hostile = site.open();
    try (Connection connection = hostile.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      append(hostile.join(connection), "order-1", 0);
      connection.commit();
      append(hostile.join(connection), "order-1", 1);
      connection.commit();
    }
    assertThat(head(hostile, "order-1")).isEqualTo(2);
  }

  @Test
  @DisplayName("A connection without a transaction, with a failed one, or closed is refused")
  void withoutTransaction() throws Exception {
    Connection connection = site.connect();
    refused(connection, "no transaction");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select 1/0")).isInstanceOf(SQLException.class);
    }
    refused(connection, "roll it back");
    connection.close();
    refused(connection, "closed");
  }

  @Test
  @DisplayName("A connection to another database is refused, and its transaction goes on")
  void foreign() throws Exception {
    try (PostgresSite other = PostgresSite.create()) {
      goesOn(other);
      other.open();
      goesOn(other);
    }
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      sqlite.setAutoCommit(false);
      refused(sqlite, "does not unwrap");
    }
  }

  private void goesOn(PostgresSite other) throws SQLException {
    try (Connection connection = other.connect()) {
      connection.setAutoCommit(false);
      refused(connection, "not one of this store's");
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select 1")) {
        assertThat(row.next()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("A user who may not see the store is refused, and its transaction goes on")
  void withoutPrivilege() throws Exception {
    String role = "guest_" + site.name();
    site.execute("create role " + role);
    try (Connection connection = site.connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set role " + role);
        refused(connection, "not one of this store's");
        assertThat(statement.execute("select 1")).isTrue();
      }
    } finally {
      site.execute("drop role " + role);
    }
  }

  @Test
  @DisplayName("Another schema of the same database is another store")
  void otherSchema() throws Exception {
    PostgresDatabase second = site.open(PostgresSite.settings(site.url(), null, "user", 2), false);
    append(second, "order-1", 0);
    assertThat(head(database, "order-1")).isZero();
    try (Connection connection = site.connect()) {
      connection.setAutoCommit(false);
      append(second.join(connection), "order-1", 1);
      append(database.join(connection), "order-1", 0);
      connection.commit();
    }
    assertThat(head(second, "order-1")).isEqualTo(2);
    assertThat(head(database, "order-1")).isEqualTo(1);
  }
}
