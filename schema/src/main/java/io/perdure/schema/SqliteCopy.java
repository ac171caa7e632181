package io.perdure.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps what an SQLite file held before a migration wrote rows anew: {@code FILE.before-VERSION},
 * for its owner only. It is there whole or not at all, and one of an earlier try is replaced.
 */
final class SqliteCopy {
  private SqliteCopy() {}

  /**
   * Copies what was committed before the transaction that has the write lock now.
   *
   * @param connection holds the write lock
   * @param guards lends the connection that reads
   */
  static void make(Connection connection, Migrator.Guards guards, long version)
      throws SQLException {
    List<String> file =
        Sql.query(
            connection,
            "select file from pragma_database_list where name = 'main' and file <> ''",
            row -> row.getString(1));
    if (file.isEmpty()) {
      return; // A database in memory: nobody could look at its copy.
    }
    Path target = Path.of(file.get(0) + ".before-" + version);
    Path part = Path.of(target + ".part");
    try {
      try {
        Files.deleteIfExists(part);
        OwnerOnly.create(part);
        guards.with((migrator, reader) -> copy(reader, part));
        Flush.file(part);
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new SchemaException("No copy was made before the migration", e);
    }
  }

  private static boolean copy(Connection reader, Path part) throws SQLException {
    try (PreparedStatement vacuum = reader.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, part.toString());
      return vacuum.execute();
    }
  }
}
