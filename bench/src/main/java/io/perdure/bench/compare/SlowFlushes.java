package io.perdure.bench.compare;

import io.perdure.bench.harness.Spread;
import io.perdure.bench.places.SqliteBackend;
import io.perdure.conformance.kit.Folders;
import io.perdure.conformance.kit.Preload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sixteen callers on SQLite, on a disk whose flushes take a millisecond more: a process of its own,
 * into which a library is preloaded that sleeps so long in each flush. It takes a C compiler.
 */
final class SlowFlushes {
  private static final String NAME = "append 1 event of 256 B; 16 callers, flushes slowed by 1 ms";
  private static final double LEAST = 8;

  private SlowFlushes() {}

  static RowResult run(Path folder, Profile profile, double strictness) throws IOException {
    Path own = Files.createTempDirectory(folder, "perdure-bench-slow-");
    try {
      Path library;
      try {
        library = Preload.compiled(SlowFlushes.class, "/io/perdure/bench/slow.c", own);
      } catch (IOException e) {
        return new RowResult(
            NAME,
            List.of(),
            List.of(),
            "Left out, because no C compiler made the library: " + e.getMessage());
      }
      Child.Answer answer =
          Child.run(
              List.of(),
              SlowFlushes.class,
              List.of(own.toString(), profile.name()),
              Map.of("LD_PRELOAD", library.toString()));
      Spread ratio =
          Spread.of(
              Stream.of(answer.told("naive").split(" "))
                  .mapToDouble(Double::parseDouble)
                  .toArray());
      Verdict verdict =
          new Verdict(
              "≥ %.2f of naive".formatted(LEAST * strictness),
              ratio.shown("%.2f"),
              ratio.median() >= LEAST * strictness);
      return new RowResult(
          NAME,
          List.of(),
          List.of(verdict),
          "Times of runs, in microseconds: " + answer.told("times"));
    } finally {
      Folders.delete(own);
    }
  }

  /** Measures it: the folder, and the profile. */
  public static void main(String[] args) throws IOException {
    Profile profile = Profile.valueOf(args[1]);
    try (SqliteBackend backend = SqliteBackend.in(Path.of(args[0]));
        Comparison comparison = Comparison.ofFloors(backend, profile)) {
      RowResult row = comparison.run(Row.append(16));
      Line perdure = row.lines().get(0);
      StringBuilder times = new StringBuilder();
      Line naive = row.lines().get(1);
      for (Line line : row.lines()) {
        times.append(times.isEmpty() ? "" : ", ").append(line.entrant()).append(' ');
        times.append(line.measured().time().shown("%.0f"));
      }
      System.out.println("times " + times);
      StringBuilder ratios = new StringBuilder("naive");
      for (int i = 0; i < perdure.measured().micros().size(); i++) {
        ratios
            .append(' ')
            .append(naive.measured().micros().get(i) / perdure.measured().micros().get(i));
      }
      System.out.println(ratios);
    }
  }
}
