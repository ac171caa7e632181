package io.perdure.bench.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** SQLite, in files of a folder that is made for the run. */
public final class SqliteBackend implements Backend {
  private final Path folder;
  private int places;

  private SqliteBackend(Path folder) {
    this.folder = folder;
  }

  /** Files in a new folder inside of that one. */
  public static SqliteBackend in(Path folder) {
    try {
      return new SqliteBackend(Files.createTempDirectory(folder, "perdure-bench-"));
    } catch (IOException e) {
      throw new PlaceException("no file can be made in " + folder, e);
    }
  }

  @Override
  public String title() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      return "SQLite " + version + ", a file, WAL, synchronous=FULL";
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  @Override
  public Place place() {
    places++;
    return new SqlitePlace(folder.resolve("store-" + places + ".db"));
  }

  @Override
  public Optional<StatementStatistics> statistics() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder);
  }
}
