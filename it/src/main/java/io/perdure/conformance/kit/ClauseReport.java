package io.perdure.conformance.kit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one run of the tests says about the clauses.
 *
 * @param narrowedBy what left tests out of the run, or empty if all ran
 * @param lines one for each clause, backend and test
 */
record ClauseReport(String narrowedBy, List<ClauseReport.Line> lines) {

  /** How a test ended. */
  enum Outcome {
    GREEN,
    RED,
    LEFT_OUT
  }

  /** What one test said about one clause on one backend. */
  record Line(String clause, String backend, Outcome outcome, String test, String sentence) {
    String written() {
      return String.join(
          "\t", clause, backend, outcome.name(), test, sentence.replaceAll("\\s+", " "));
    }

    static Line read(String line) {
      String[] parts = line.split("\t", 5);
      return new Line(parts[0], parts[1], Outcome.valueOf(parts[2]), parts[3], parts[4]);
    }
  }

  void write(Path file) throws IOException {
    Stream<String> written = lines.stream().map(Line::written);
    Files.write(file, Stream.concat(Stream.of("narrowed by\t" + narrowedBy), written).toList());
  }

  static ClauseReport read(Path file) throws IOException {
    List<String> written = Files.readAllLines(file);
    String narrowedBy = written.get(0).substring(written.get(0).indexOf('\t') + 1);
    return new ClauseReport(narrowedBy, written.stream().skip(1).map(Line::read).toList());
  }

  /** What all reports in that folder say together; empty if there is none. */
  static Optional<ClauseReport> readAll(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    Set<String> narrowedBy = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tsv")) {
      for (Path file : files) {
        ClauseReport report = read(file);
        lines.addAll(report.lines());
        narrowedBy.add(report.narrowedBy());
      }
    }
    return narrowedBy.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClauseReport(String.join(" ", narrowedBy), lines));
  }

  /** How many tests of a clause ended like that on a backend. */
  long count(String clause, Backend backend, Outcome outcome) {
    return lines.stream()
        .filter(line -> line.clause().equals(clause))
        .filter(line -> line.backend().equals(backend.id()))
        .filter(line -> line.outcome() == outcome)
        .count();
  }
}
