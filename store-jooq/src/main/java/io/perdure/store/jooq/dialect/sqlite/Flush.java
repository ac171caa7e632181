package io.perdure.store.jooq.dialect.sqlite;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
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
    force(file, StandardOpenOption.WRITE);
  }

  /** The names in a folder, where the system lets a folder be flushed. */
  static void folder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      LOG.debug("the folder {} cannot be flushed here", folder, e);
    }
  }

  /** An interrupt closes the channel, flushed or not: it is flushed again, and then told. */
  private static void force(Path path, OpenOption option) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(path, option)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
