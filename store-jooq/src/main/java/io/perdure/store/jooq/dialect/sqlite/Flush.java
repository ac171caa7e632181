package io.perdure.store.jooq.dialect.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the disk has what was written. Opens what it flushes, so it is only for files that
 * nobody has open with SQLite: closing a descriptor drops SQLite's locks.
 */
final class Flush {
  private static final Logger LOG = LoggerFactory.getLogger(Flush.class);

  private Flush() {}

  static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** The names in a folder, where the system lets a folder be flushed. */
  static void folder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("the folder {} cannot be flushed here", folder, e);
    }
  }
}
