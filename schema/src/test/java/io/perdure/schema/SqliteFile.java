package io.perdure.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteDataSource;

/** A SQLite file of one test. */
final class SqliteFile {
  private final SQLiteDataSource dataSource = new SQLiteDataSource();

  SqliteFile(Path path) {
    dataSource.setUrl("jdbc:sqlite:" + path);
  }

  StoreSchema schema() {
    return StoreSchema.on(dataSource);
  }

  Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect()) {
      for (String statement : statements) {
        Sql.execute(connection, statement);
      }
    }
  }
}
