package io.perdure.schema;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that only their owner may read and write, from their first moment on, where the file system
 * knows owners; elsewhere files like any other. Thread-safe.
 */
public final class OwnerOnly {
  private OwnerOnly() {}

  /**
   * Makes an empty file for SQLite to fill, which gives its log and its index the same mode. One
   * that is there, also by a link, stays as it is.
   *
   * <p>The file is opened only if this call made it: closing one that this process may have open
   * would drop SQLite's locks.
   */
  public static void prepare(Path file) throws IOException {
    try {
      create(file);
    } catch (FileAlreadyExistsException e) {
      // Its mode was somebody's choice.
    }
  }

  /**
   * Makes an empty file.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  static void create(Path file) throws IOException {
    boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        owners
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, mode);
  }
}
