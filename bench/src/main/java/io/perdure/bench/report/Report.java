package io.perdure.bench.report;

import io.perdure.bench.compare.RowResult;
import io.perdure.bench.compare.Verdict;
import io.perdure.bench.places.PlaceException;
import io.perdure.bench.profile.Explanation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run came to.
 *
 * @param command what was run
 * @param profile how much time it had
 */
public record Report(
    String command, String profile, Machine machine, List<OnDatabase> databases, List<Plot> plots) {
  /**
   * What one database came to.
   *
   * @param title which it is, and what it does for durability
   * @param explanations where the time goes in some rows, by their names
   * @param notes what could not be measured, and why
   */
  public record OnDatabase(
      String title,
      List<RowResult> rows,
      Map<String, Explanation> explanations,
      List<String> notes) {}

  /** Writes it into that folder: for people, for programs, and the plots. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (PrintStream file = printing(folder.resolve("report.md"))) {
      new Markdown(file).print(this);
    }
    try (OutputStream file = Files.newOutputStream(folder.resolve("report.json"))) {
      Json.write(this, file);
    }
    for (Plot plot : plots) {
      try (PrintStream file = printing(folder.resolve(plot.file() + ".svg"))) {
        plot.write(file);
      }
    }
  }

  /**
   * Looks whether it can be written there, before anything is measured; nothing is left of that.
   *
   * @throws PlaceException if it cannot
   */
  public static void check(Path folder) {
    Path there = folder.toAbsolutePath();
    while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      Files.delete(Files.createTempFile(there, "perdure-bench-", ""));
    } catch (IOException e) {
      throw new PlaceException("the report cannot be written to " + folder, e);
    }
  }

  private static PrintStream printing(Path file) throws IOException {
    return new PrintStream(file.toFile(), StandardCharsets.UTF_8);
  }

  /** Whether every bar was met. */
  public boolean met() {
    return databases.stream()
        .flatMap(database -> database.rows().stream())
        .flatMap(row -> row.verdicts().stream())
        .allMatch(Verdict::met);
  }
}
