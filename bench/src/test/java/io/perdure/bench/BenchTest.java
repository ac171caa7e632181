package io.perdure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perdure.conformance.kit.CommandAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it measures what it says, at a size at which the numbers mean nothing. */
class BenchTest {
  private static final int GROWTH_ROWS = 5;
  private static final int BLOAT_ROWS = 14;
  private static final int COMPARED_ROWS = 2 * 20 + 1;

  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName("Growth compares an empty store with a full one on both databases")
  void growth() throws IOException {
    CommandAnswer answer = run("growth", "--scale", "0.001", "--rounds", "2", "--bar", "1000000");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("## SQLite 3.")
        .contains("## Postgres ")
        .contains("fsync=on, synchronous_commit=on")
        .contains("1,000 ended tasks, 100 waiting, 100 for other nodes, 10 held workflows")
        .contains("within 1000000.00");
    assertThat(rows(answer.out())).hasSize(2 * GROWTH_ROWS);
    assertThat(left()).isEmpty();
  }

  @Test
  @DisplayName("A bar that is missed is told, and is the exit code")
  void missed() {
    CommandAnswer answer =
        run("growth", "--only", "sqlite", "--scale", "0.001", "--rounds", "1", "--bar", "0.000001");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(rows(answer.out())).hasSize(GROWTH_ROWS).allMatch(row -> row.contains("MISSES"));
  }

  @Test
  @DisplayName("Bloat tells of claims and sizes before, while and after a reader is open")
  void bloat() throws IOException {
    CommandAnswer answer = run("bloat", "--claims", "5000");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    List<String> rows = rows(answer.out());
    assertThat(rows).hasSize(2 * BLOAT_ROWS);
    assertThat(rows.subList(0, BLOAT_ROWS))
        .filteredOn(row -> row.contains("reader open"))
        .hasSize(10);
    assertThat(rows.get(BLOAT_ROWS - 1)).contains("cleared up").contains("5,500");
    assertThat(left()).isEmpty();
  }

  @Test
  @DisplayName("A comparison has every row on both databases, and reports")
  void comparison() throws IOException {
    Path report = folder.resolve("report");
    CommandAnswer answer =
        run("--profile", "smallest", "--strictness", "0", "--out", report.toString());
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    String told = Files.readString(report.resolve("report.md"));
    assertThat(told)
        .contains("# What operations cost", "## SQLite 3.", "## Postgres ", "HdrHistogram");
    assertThat(told.lines().filter(line -> line.startsWith("### "))).hasSize(COMPARED_ROWS);
    assertThat(told).contains("over the JDBC connect", "in a heap of 64 MB", "round trips");
    JsonToken last = JsonToken.NOT_AVAILABLE;
    try (JsonParser json = new JsonFactory().createParser(report.resolve("report.json").toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        last = token;
      }
    }
    assertThat(last).isEqualTo(JsonToken.END_OBJECT);
    for (String plot : new String[] {"sqlite-callers", "sqlite-stored", "postgres-callers"}) {
      assertThat(told).contains("(" + plot + ".svg)");
      assertThat(Files.readString(report.resolve(plot + ".svg")))
          .startsWith("<svg ")
          .contains("Perdure</text>")
          .endsWith("</svg>\n");
    }
    assertThat(told)
        .contains("| Perdure |", "| naive ", "| usual ", "| best ")
        .doesNotContain("failed");
  }

  @Test
  @DisplayName(
      "A comparison that misses a bar exits with 1, and has only the rows that are asked for")
  void comparisonMisses() throws IOException {
    Path report = folder.resolve("report");
    CommandAnswer answer =
        run(
            "--profile",
            "smallest",
            "--only",
            "sqlite",
            "--rows",
            "schedule",
            "--strictness",
            "1000000",
            "--out",
            report.toString());
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(Files.readString(report.resolve("report.md")))
        .contains("schedule 1 timer", "MISSED")
        .doesNotContain("append", "Postgres");
  }

  @Test
  @DisplayName("Of a row that misses its bar against the best floor it is told where the time goes")
  void explained() throws IOException {
    CommandAnswer answer = explaining("missed", "1000000");
    assertThat(answer.exitCode()).isEqualTo(1);
    String told = Files.readString(folder.resolve("report").resolve("report.md"));
    assertThat(told.split("#### Where the time goes", -1)).hasSize(2 + 1);
    assertThat(told)
        .contains("| µs of a run", "| together ", "hottest methods", "of the driver")
        .contains("statements by the server", "`timers.schedule", "WAL bytes");
    assertThat(answer.out().split("#### Where the time goes", -1)).hasSize(2 + 1);
    assertThat(Files.readString(folder.resolve("report").resolve("report.json")))
        .contains("\"explanation\"", "\"parts\"", "\"statements\"");
  }

  @Test
  @DisplayName("It is told of no row that reaches its bar, of all if asked, and of none if asked")
  void unexplained() throws IOException {
    explaining("missed", "0");
    Path report = folder.resolve("report").resolve("report.md");
    assertThat(Files.readString(report)).doesNotContain("Where the time goes");
    explaining("all", "0");
    assertThat(Files.readString(report)).contains("Where the time goes");
    explaining("none", "1000000");
    assertThat(Files.readString(report)).doesNotContain("Where the time goes");
  }

  private CommandAnswer explaining(String which, String strictness) {
    return run(
        "--profile",
        "smallest",
        "--rows",
        "schedule 1 timer",
        "--strictness",
        strictness,
        "--explain",
        which,
        "--out",
        folder.resolve("report").toString());
  }

  @Test
  @DisplayName("What makes no sense is refused")
  void refused() {
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run().err()).contains("growth");
    assertThat(run("growth", "--scale", "0").exitCode()).isEqualTo(2);
    assertThat(run("bloat", "--claims", "0").exitCode()).isEqualTo(2);
    CommandAnswer explain = run("--profile", "smallest", "--explain", "some");
    assertThat(explain.exitCode()).isEqualTo(2);
    assertThat(explain.err()).contains("--explain", "MISSED, ALL, NONE", "some");
    CommandAnswer password =
        run("growth", "--only", "postgres", "--postgres", "jdbc:postgresql://h/n?password=hunter2");
    assertThat(password.exitCode()).isEqualTo(2);
    assertThat(password.err()).contains("PERDURE_PASSWORD").doesNotContain("hunter2");
  }

  /** The rows of all tables, without their headings. */
  private static List<String> rows(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.startsWith("| operation") && !line.startsWith("| after"))
        .toList();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private CommandAnswer run(String... arguments) {
    Stream<String> folders =
        arguments.length == 0 ? Stream.of() : Stream.of("--folder", folder.toString());
    return CommandAnswer.of(
        Bench::run, Stream.concat(Stream.of(arguments), folders).toArray(String[]::new));
  }
}
