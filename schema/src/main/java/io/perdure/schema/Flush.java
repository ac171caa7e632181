package io.perdure.schema;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Waits until the disk has what was written. Opens what it flushes, so it is only for files that
 * nobody has open with SQLite: closing a descriptor drops SQLite's locks. Thread-safe.
 */
public final class Flush {
  private Flush() {}

  /** What is in a file. */
  public static void file(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /**
   * The names in a folder.
   *
   * @throws IOException also where the system lets no folder be flushed
   */
  public static void folder(Path folder) throws IOException {
    force(folder, StandardOpenOption.READ);
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
