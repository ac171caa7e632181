package io.perdure.torture.stage;

import io.perdure.torture.workload.Door;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An SQLite file.
 *
 * @param file its path
 */
public record SqliteSite(Path file) implements Site {
  @Override
  public Door forWorkers() {
    return Door.file(file);
  }

  @Override
  public Door direct() {
    return Door.file(file);
  }

  @Override
  public String title() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("select sqlite_version()")) {
      version.next();
      return "SQLite " + version.getString(1) + ", journal_mode=WAL, synchronous=FULL";
    }
  }

  @Override
  public void close() {}
}
