package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.schema.Flush;
import io.perdure.schema.StoreSchema;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.SchemaCheck;
import io.perdure.store.jooq.engine.RunAgain;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of an SQLite file that is in use, by {@code VACUUM INTO}: one statement that reads one
 * state, on a connection of its own. SQLite's backup interface begins again whenever somebody else
 * writes between two of its steps, and never ends beside busy writers.
 */
final class SqliteBackup {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteBackup.class);

  /** What SQLite puts beside a file, and would take for its own if it stood beside the copy. */
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private final SqliteConnections connections;
  private final Path store;

  /**
   * A copy of that file.
   *
   * @param store its canonical path
   */
  SqliteBackup(SqliteConnections connections, Path store) {
    this.connections = connections;
    this.store = store;
  }

  /** Makes the copy; see {@code Perdure.backup}. */
  void into(Path wanted) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreInterruptedException();
    }
    Path target = target(wanted);
    Path folder = target.resolveSibling(".").normalize();
    try {
      // For its owner only, where the file system knows owners; SQLite fills a file that is empty.
      Path part = Files.createTempFile(folder, "." + target.getFileName() + "-", ".part");
      try {
        copy(part);
        verify(part);
        Flush.file(part);
        giveName(part, target);
      } finally {
        remove(part);
      }
      flush(folder);
    } catch (IOException e) {
      throw new StoreFailureException("the backup could not be written: " + e, e);
    }
  }

  private Path target(Path wanted) {
    Path target = SqliteFile.canonicalName(wanted);
    refuseExisting(target);
    for (String companion : COMPANIONS) {
      refuseExisting(Path.of(target + companion));
      if (target.equals(Path.of(store + companion))) {
        throw new StoreUsageException(target + " is a name that SQLite uses for the store itself");
      }
    }
    return target;
  }

  private static void refuseExisting(Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(path);
    }
  }

  private static StoreUsageException exists(Path path) {
    return new StoreUsageException(
        path + " exists already, and a backup overwrites nothing: choose another name");
  }

  private void copy(Path part) {
    try (Connection connection = connections.reading().getConnection();
        PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, part.toString());
      vacuum.execute();
    } catch (SQLException e) {
      if (SqliteErrors.busy(e)) {
        throw new RunAgain(e);
      }
      throw new StoreFailureException("the store could not be copied: " + e.getMessage(), e);
    }
  }

  /** Reads all of the copy: its pages and indexes, whose it is, and its schema. */
  private void verify(Path part) {
    SqliteConnections copy = connections.ofCopy(part);
    try (Connection own = connections.reading().getConnection();
        Connection connection = copy.reading().getConnection()) {
      String found = SqliteConnections.text(connection, "integrity_check(1)");
      if (!found.equals("ok")) {
        throw new StoreFailureException("the store is damaged, so is its copy: " + found, null);
      }
      String application = SqliteConnections.text(own, "application_id");
      if (!SqliteConnections.text(connection, "application_id").equals(application)) {
        throw new StoreFailureException("the copy does not say whose it is", null);
      }
    } catch (SQLException e) {
      throw new StoreFailureException("the copy cannot be read: " + e.getMessage(), e);
    }
    new SchemaCheck(StoreSchema.on(copy.reading()), part.toString()).readable();
  }

  /** The name refers to the whole file or to nothing, and never to another than before. */
  private static void giveName(Path part, Path target) throws IOException {
    try {
      try {
        Files.createLink(target, part);
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (UnsupportedOperationException | IOException noHardLinksHere) {
        LOG.debug("no hard link for {}; renaming instead", target, noHardLinksHere);
        Files.move(part, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    }
  }

  /** The names in the folder, where the system lets a folder be flushed. */
  private static void flush(Path folder) {
    try {
      Flush.folder(folder);
    } catch (IOException e) {
      LOG.debug("the folder {} cannot be flushed here", folder, e);
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
      for (String companion : COMPANIONS) {
        Files.deleteIfExists(Path.of(part + companion));
      }
    } catch (IOException e) {
      LOG.warn("what is left of a backup could not be deleted: {}", part, e);
    }
  }
}
