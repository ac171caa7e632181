package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_STORE;

import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jooq.impl.DSL;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Which database and schema a connection must lead to: the store's random id, and the database's
 * name, since a copied database has the same id. Thread-safe.
 */
final class StoreIdentity {
  static final CompiledSql ID =
      CompiledSql.of(
          "store.identity",
          dialect ->
              DSL.select(
                      PERDURE_STORE.ID,
                      DSL.function(dialect.function("current_database"), String.class))
                  .from(PERDURE_STORE));

  /**
   * Answers in any database, and never with an error, which would abort the caller's transaction.
   */
  private static final String READABLE =
      "select 1 from pg_catalog.pg_class c"
          + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = ? and c.relname = ?"
          + " and pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
          + " and pg_catalog.has_table_privilege(c.oid, 'SELECT')";

  private static final String FOREIGN =
      "the connection is not one of this store's database and schema; take it from the data source"
          + " that the store was opened on, or from Perdure.dataSource()";

  private final String schema;
  private final String text;
  private final String expected;

  /** Driver's connections that were found to be right; a connection never changes its database. */
  private final Set<BaseConnection> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private StoreIdentity(String schema, String text, String expected) {
    this.schema = schema;
    this.text = text;
    this.expected = expected;
  }

  /** The identity of the store that the connection leads to. */
  static StoreIdentity read(Connection connection, String schema, Statements statements)
      throws SQLException {
    String text = statements.text(ID);
    String found =
        id(connection, text)
            .orElseThrow(() -> new StoreFailureException("perdure_store has no row", null));
    return new StoreIdentity(schema, text, found);
  }

  private static Optional<String> id(Connection connection, String text) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1) + ' ' + row.getString(2)) : Optional.empty();
    }
  }

  /**
   * Refuses a connection that has no transaction or leads elsewhere. Two round trips for a
   * connection not seen before, then none.
   *
   * <p>Where the defaults forbid writing, a transaction that has not begun yet, and that the caller
   * did not ask to be read-only, is made one that writes: one round trip.
   */
  void check(Connection connection, boolean defaultsAllowWriting) {
    try {
      if (connection.isClosed()) {
        throw new StoreUsageException("the connection is closed; join an open transaction");
      }
      if (connection.getAutoCommit()) {
        throw new StoreUsageException(
            "the connection has no transaction; begin one with setAutoCommit(false), or by the"
                + " framework that owns it");
      }
      BaseConnection driver = PostgresServer.driver(connection);
      if (driver.getTransactionState() == TransactionState.FAILED) {
        throw new StoreUsageException(
            "the connection's transaction has failed; roll it back before joining");
      }
      if (!defaultsAllowWriting
          && driver.getTransactionState() == TransactionState.IDLE
          && !connection.isReadOnly()) {
        execute(connection, "set transaction read write");
      }
      if (known.contains(driver)) {
        return;
      }
      if (!readable(connection) || !id(connection, text).filter(expected::equals).isPresent()) {
        throw new StoreUsageException(FOREIGN);
      }
      known.add(driver);
    } catch (SQLException e) {
      throw PostgresErrors.classify(e) == ErrorKind.CONNECTION
          ? StoreUnavailableException.nothingCommitted(e)
          : new StoreFailureException("the connection was not joined: " + e.getMessage(), e);
    }
  }

  private static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private boolean readable(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READABLE)) {
      statement.setString(1, schema);
      statement.setString(2, PERDURE_STORE.getName());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
