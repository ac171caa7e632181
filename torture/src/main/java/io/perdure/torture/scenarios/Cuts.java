package io.perdure.torture.scenarios;

import io.perdure.torture.Verification;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Cuts of power at moments of a recording, and what is found after each. */
final class Cuts {
  private static final int MOMENTS = 16;

  private final Path folder;
  private final Door.Flush flush;
  private final Random chance;
  private final List<String> wrong = new ArrayList<>();
  private int steps;
  private int states;
  private int losing;
  private long lost;

  Cuts(Path folder, Door.Flush flush, Random chance) {
    this.folder = folder;
    this.flush = flush;
    this.chance = chance;
  }

  /** Cuts at moments of that recording, which began with what is on that disk. */
  void of(Recording recording, Path disk) throws IOException, InterruptedException {
    steps = recording.steps().size();
    TreeSet<Integer> moments = new TreeSet<>();
    while (moments.size() < Math.min(MOMENTS, steps)) {
      moments.add(chance.nextInt(steps));
    }
    Books books = Books.in(folder.resolve("logs"));
    Disk state = new Disk(disk, recording);
    for (int i = 0; i < steps; i++) {
      Recording.Step step = recording.steps().get(i);
      state.go(step);
      if (moments.contains(i)) {
        for (Disk.Unflushed choice : Disk.Unflushed.values()) {
          Path copy = folder.resolve("cut-" + i + "-" + choice);
          Shell.run("cp -r \"$1\" \"$2\"", disk, copy);
          state.cut(copy, choice, chance);
          states++;
          if (check(copy, choice, books.until(step.nanos()))) {
            Shell.run("rm -r \"$1\"", copy);
          }
        }
      }
    }
  }

  private boolean check(Path copy, Disk.Unflushed choice, Books told) {
    boolean mayLose = flush == Door.Flush.AT_CHECKPOINTS && choice != Disk.Unflushed.ALL;
    try {
      List<Violation> found = Verification.ofFile(copy.resolve("store.db"), told).violations();
      losing += found.isEmpty() ? 0 : 1;
      lost += Losses.count(found);
      boolean right = mayLose ? Losses.otherThan(found).isEmpty() : found.isEmpty();
      if (!right) {
        wrong.add(copy.getFileName() + ": " + found.size() + " violations, as " + found.get(0));
      }
      return right;
    } catch (RuntimeException e) {
      wrong.add(copy.getFileName() + " cannot be opened: " + e);
      return false;
    }
  }

  /** What was not as it is expected. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public String toString() {
    return "%,d writes and flushes recorded, %d states of the disk, %d of which lack %d acknowledged operations in all"
        .formatted(steps, states, losing, lost);
  }
}
