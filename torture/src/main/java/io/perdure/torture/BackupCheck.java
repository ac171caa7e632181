package io.perdure.torture;

import io.perdure.torture.checker.Findings;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.workload.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Checks the backups that workers make while everybody works: each is a store of its own, whole,
 * with all that was acknowledged before it was begun and nothing that was asked after it had ended.
 */
final class BackupCheck {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);

  /** What is checked has this before its name, so that no worker removes it. */
  private static final String TAKEN = "checked-";

  private final RunFolder folder;
  private long last;
  private int checked;

  BackupCheck(RunFolder folder) {
    this.folder = folder;
  }

  /** How many were checked. */
  int checked() {
    return checked;
  }

  /**
   * Checks one that was made meanwhile, if it is time for that and there is one. If it is right
   * only the last one stays.
   *
   * @return what is wrong with it
   */
  List<String> one() throws IOException, InterruptedException {
    if (last != 0 && System.nanoTime() - last < PAUSE) {
      return List.of();
    }
    for (Path backup : made()) {
      Optional<Path> taken = take(backup);
      if (taken.isPresent()) {
        // A copy: logs that are read while they are written may have half a line.
        Path logs = folder.path().resolve("logs-of-backup");
        Shell.run("cp -r \"$1\" \"$2\"", folder.logs(), logs);
        Books books = Books.in(logs);
        Shell.run("rm -r \"$1\"", logs);
        List<String> wrong = check(taken.get(), books);
        last = System.nanoTime();
        return wrong;
      }
    }
    return List.of();
  }

  /** Takes it away from the workers; empty if they have replaced it meanwhile. */
  private Optional<Path> take(Path backup) throws IOException {
    for (Path earlier : files(TAKEN)) {
      Files.deleteIfExists(earlier);
    }
    try {
      return Optional.of(
          Files.move(
              backup,
              backup.resolveSibling(TAKEN + backup.getFileName()),
              StandardCopyOption.ATOMIC_MOVE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Checks all that are left when nobody works any more. */
  List<String> all(Books books) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Path> left = new ArrayList<>(files(TAKEN));
    left.addAll(made());
    for (Path backup : left) {
      wrong.addAll(check(backup, books));
    }
    return wrong;
  }

  private List<String> check(Path backup, Books books) {
    String file = backup.getFileName().toString().replace(TAKEN, "");
    String id = file.substring(0, file.length() - Backups.ENDING.length());
    Optional<Entry> entry = books.find(id);
    if (entry.isEmpty()) {
      return List.of("nobody asked for the backup " + file);
    }
    checked++;
    try {
      Findings findings =
          Verification.ofBackup(backup, books.around(entry.get().askedAt(), entry.get().toldAt()));
      return findings.violations().stream()
          .map(Violation::toString)
          .map(violation -> "the backup " + file + ": " + violation)
          .toList();
    } catch (RuntimeException e) {
      return List.of("the backup " + file + " cannot be opened: " + e);
    }
  }

  private List<Path> made() throws IOException {
    return files("").stream()
        .filter(file -> !file.getFileName().toString().startsWith(TAKEN))
        .toList();
  }

  private List<Path> files(String prefix) throws IOException {
    if (Files.notExists(folder.backups())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.backups())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> file.getFileName().toString().endsWith(Backups.ENDING))
          .sorted()
          .toList();
    }
  }
}
