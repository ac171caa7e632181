package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.schema.OwnerOnly;
import io.perdure.schema.SqliteHeader;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A database file and this process's claim on it: two writers of one process would wait for each
 * other.
 *
 * <p>Nothing here opens the file: closing a descriptor of it would drop the locks that SQLite holds
 * in this process.
 */
final class SqliteFile {
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final boolean claimed;
  private final boolean temporary;

  private SqliteFile(Path path, boolean claimed, boolean temporary) {
    this.path = path;
    this.claimed = claimed;
    this.temporary = temporary;
  }

  /**
   * Claims the file, or makes a folder for a temporary one.
   *
   * @throws StoreUsageException if it is claimed for writing already
   */
  static SqliteFile claim(SqliteSettings settings) {
    try {
      if (settings.file().isEmpty()) {
        Path made = Files.createTempDirectory("perdure-").toRealPath().resolve("temporary.db");
        WRITTEN.add(made);
        return new SqliteFile(made, true, true);
      }
      Path path = canonical(settings.file().get());
      boolean writing = settings.access() == Access.WRITE;
      if (writing && !WRITTEN.add(path)) {
        throw new StoreUsageException(
            path + " is open in this process already; share that Perdure: it is thread-safe");
      }
      return new SqliteFile(path, writing, false);
    } catch (IOException e) {
      throw new StoreFailureException("the folder of the file cannot be used: " + e, e);
    }
  }

  /** One name for a file that is to be made, whatever links and spellings lead to its folder. */
  static Path canonicalName(Path file) {
    try {
      return canonicalName(file.toAbsolutePath(), file);
    } catch (IOException e) {
      throw new StoreFailureException("the folder of the file cannot be used: " + e, e);
    }
  }

  /** One name for the file, whatever links and spellings lead to it. */
  private static Path canonical(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (absolute.toString().contains("?")) {
      throw new IllegalArgumentException("file must not contain '?': " + file);
    }
    return Files.exists(absolute) ? absolute.toRealPath() : canonicalName(absolute, file);
  }

  private static Path canonicalName(Path absolute, Path file) throws IOException {
    if (absolute.toString().contains("?")) {
      throw new IllegalArgumentException("file must not contain '?': " + file);
    }
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      throw new StoreFailureException(absolute + " is a folder: name a file", null);
    }
    if (!Files.isDirectory(parent)) {
      throw new StoreFailureException(
          "there is no folder " + parent + " for the file: create it first", null);
    }
    return parent.toRealPath().resolve(name);
  }

  static boolean exists(Path path) {
    return Files.exists(path);
  }

  /** Makes it for its owner only, unless it is there. */
  static void prepare(Path path) {
    try {
      OwnerOnly.prepare(path);
    } catch (IOException e) {
      throw new StoreFailureException(path + " cannot be made: " + e, e);
    }
  }

  /** Refuses a file that is shorter than any database. */
  static void checkNotTooShort(Path path) {
    SqliteHeader.tooShort(path)
        .ifPresent(
            why -> {
              throw new StoreFailureException(why + "; choose another file", null);
            });
  }

  Path path() {
    return path;
  }

  /** Gives up the claim; deletes a temporary file, which nobody has open any more. */
  void giveUp() {
    if (claimed) {
      WRITTEN.remove(path);
    }
    Path folder = path.getParent();
    if (temporary && folder != null) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.deleteIfExists(each);
        }
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new StoreFailureException("the temporary file could not be deleted: " + e, e);
      }
    }
  }
}
