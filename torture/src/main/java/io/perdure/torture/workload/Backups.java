package io.perdure.torture.workload;

import io.perdure.Perdure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a process of workers puts its backups: only the last one stays of each slot, whoever of its
 * incarnations made it. Thread-safe.
 */
public final class Backups {
  /** The folder, beside that of the logs. */
  public static final String FOLDER = "backups";

  /** What the names of backups end with, behind the id of the operation that made them. */
  public static final String ENDING = ".db";

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  /** It works much longer than it makes backups, however large the store is. */
  private static final int SHARE = 30;

  private final Perdure perdure;
  private final Path folder;
  private final String slot;
  private long next = System.nanoTime();

  private Backups(Perdure perdure, Path folder, String slot) {
    this.perdure = perdure;
    this.folder = folder;
    this.slot = slot;
  }

  /** Those of that process; none of a server, whose own tools make backups. */
  static Optional<Backups> of(Perdure perdure, WorkerProcess.Mission mission) throws IOException {
    if (Door.told(mission.address()).server()) {
      return Optional.empty();
    }
    String slot = mission.name().substring(0, mission.name().indexOf('.') + 1);
    return Optional.of(in(perdure, mission.logs().resolveSibling(FOLDER), slot));
  }

  static Backups in(Perdure perdure, Path folder, String slot) throws IOException {
    return new Backups(perdure, Files.createDirectories(folder), slot);
  }

  /** Whether it is time for the next; whoever asks first makes it. */
  synchronized boolean due() {
    if (System.nanoTime() - next < 0) {
      return false;
    }
    next = Long.MAX_VALUE + System.nanoTime(); // until it is made
    return true;
  }

  synchronized String make(String file) {
    long begin = System.nanoTime();
    try {
      removeEarlier();
      perdure.backup(folder.resolve(file));
      return "copied";
    } finally {
      next = System.nanoTime() + PAUSE + SHARE * (System.nanoTime() - begin);
    }
  }

  /** Also what a killed incarnation had not finished. */
  private void removeEarlier() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> own =
          files
              .filter(
                  file ->
                      file.getFileName().toString().startsWith(slot)
                          || file.getFileName().toString().startsWith("." + slot))
              .toList();
      for (Path file : own) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
