package io.perdure.bench.places;

import io.perdure.Perdure;
import io.perdure.bench.work.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An SQLite file, with WAL and {@code synchronous=FULL}. */
final class SqlitePlace implements Place {
  private final Path file;

  SqlitePlace(Path file) {
    this.file = file;
  }

  @Override
  public Perdure open() {
    return Perdure.sqlite(file).migrateOnOpen().open();
  }

  @Override
  public Database database() {
    return new Database(Database.Kind.SQLITE, "jdbc:sqlite:" + file, "", "", "");
  }

  @Override
  public long events() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return pages(statement, "name like '%perdure_event%'");
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  @Override
  public Size size() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      long table = pages(statement, "name = 'perdure_task'");
      return new Size(
          table,
          pages(statement, "name like '%perdure_task\\__%' escape '\\'"),
          Files.size(Path.of(file + "-wal")),
          0);
    } catch (SQLException | IOException e) {
      throw new PlaceException(e);
    }
  }

  private static long pages(Statement statement, String which) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select coalesce(sum(pgsize), 0) from dbstat where aggregate = 1 and " + which)) {
      return row.getLong(1);
    }
  }

  /** Folds the log back. */
  @Override
  public void settle() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (String part : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(file + part));
    }
  }
}
