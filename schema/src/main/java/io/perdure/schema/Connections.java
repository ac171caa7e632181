package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Lends connections in auto-commit mode, and gives them back as they were. */
interface Connections {

  /** Work on a lent connection. */
  interface Work<T> {
    T run(Migrator migrator, Connection connection) throws SQLException;
  }

  /** Runs work on a connection. */
  <T> T lend(Work<T> work, StoreSchema schema) throws SQLException;

  /** Runs work on a second connection while one is lent. */
  <T> T guard(Work<T> work, StoreSchema schema) throws SQLException;

  /** Runs work on a connection, and says what it was for if the database refuses. */
  default <T> T use(String purpose, Work<T> work, StoreSchema schema) {
    try {
      return lend(work, schema);
    } catch (SQLException e) {
      throw new SchemaException("Cannot " + purpose, e);
    }
  }

  static Connections of(DataSource dataSource) {
    return new Connections() {
      @Override
      public <T> T lend(Work<T> work, StoreSchema schema) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
          boolean autoCommit = connection.getAutoCommit();
          if (!autoCommit) {
            connection.setAutoCommit(true);
          }
          try {
            return work.run(schema.migrator(connection), connection);
          } finally {
            if (!autoCommit) {
              connection.setAutoCommit(false);
            }
          }
        }
      }

      @Override
      public <T> T guard(Work<T> work, StoreSchema schema) throws SQLException {
        return lend(work, schema);
      }
    };
  }

  static Connections of(Connection connection) {
    return new Connections() {
      @Override
      public <T> T lend(Work<T> work, StoreSchema schema) throws SQLException {
        if (!connection.getAutoCommit()) {
          throw new SchemaException("The connection must be in auto-commit mode");
        }
        return work.run(schema.migrator(connection), connection);
      }

      @Override
      public <T> T guard(Work<T> work, StoreSchema schema) {
        throw new SchemaException("This migration takes a second connection: use a data source");
      }
    };
  }
}
