package io.perdure.bench.compare;

import io.perdure.bench.places.Backend;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.work.Database.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * All that is measured on one database.
 *
 * @param strictness what bars are multiplied by
 * @param rows what must be found in the names of rows
 * @param explain of which rows it is told where the time goes
 * @param folder for what children need
 */
public record Everything(
    Backend backend,
    Kind kind,
    Profile profile,
    double strictness,
    Pattern rows,
    Explain explain,
    Path folder) {
  private static final int[] CALLERS = {1, 2, 4, 8, 16, 32};
  private static final String CALLERS_NAME = "over callers";
  private static final String FLUSHES = "flushes slowed";
  private static final String STORED = "over stored";
  private static final String ENDED = "over ended";
  private static final String STREAM = "stream";
  private static final String OPEN = "open";
  private static final String DISK = "disk";

  /**
   * What it comes to.
   *
   * @param notes what could not be measured, and why
   * @param callers appends a second of each entrant, over callers; empty if that was not asked for
   * @param stored microseconds of an append, over what is stored
   */
  public record Outcome(
      List<String> notes, Map<String, List<Double>> callers, Map<Long, Double> stored) {}

  /** The numbers of callers of {@link Outcome#callers}. */
  public static List<String> callers() {
    List<String> places = new ArrayList<>();
    for (int callers : CALLERS) {
      places.add(Integer.toString(callers));
    }
    return places;
  }

  /**
   * Measures all of it.
   *
   * @param told each row when it is known
   * @param explained each explanation, with the name of its row, when it is known
   */
  public Outcome run(Consumer<RowResult> told, BiConsumer<String, Explanation> explained)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Map<String, List<Double>> callers = new LinkedHashMap<>();
    Map<Long, Double> stored = new LinkedHashMap<>();
    try (Comparison comparison = Comparison.of(backend, profile, strictness, explain, notes::add)) {
      for (Row row : Row.all(kind, profile)) {
        if (wanted(row.name())) {
          told.accept(comparison.run(row));
        }
      }
      if (wanted(CALLERS_NAME)) {
        callers(comparison, callers);
      }
      comparison.explain(explained);
    }
    if (kind == Kind.SQLITE) {
      other(FLUSHES, told, () -> SlowFlushes.run(folder, profile, strictness));
    }
    Growing growing = new Growing(backend, profile, strictness);
    other(STORED, told, () -> growing.appends(step -> stored.put(step.stored(), step.micros())));
    other(ENDED, told, growing::claims);
    other(STREAM, told, () -> Streaming.run(backend, profile));
    other(OPEN, told, () -> Opening.run(backend, profile, strictness));
    other(DISK, told, () -> Sizes.run(backend, profile));
    return new Outcome(notes, callers, stored);
  }

  /** The names of all that can be measured there. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(CALLERS_NAME));
    Row.all(kind, profile).forEach(row -> names.add(row.name()));
    if (kind == Kind.SQLITE) {
      names.add(FLUSHES);
    }
    names.addAll(List.of(STORED, ENDED, STREAM, OPEN, DISK));
    return names;
  }

  private boolean wanted(String name) {
    return rows.matcher(name).find();
  }

  private interface Measuring {
    RowResult run() throws IOException;
  }

  private void other(String name, Consumer<RowResult> told, Measuring measuring)
      throws IOException {
    if (wanted(name)) {
      told.accept(measuring.run());
    }
  }

  private static void callers(Comparison comparison, Map<String, List<Double>> callers) {
    for (int i = 0; i < CALLERS.length; i++) {
      RowResult row = comparison.sketch(Row.append(CALLERS[i]));
      for (Line line : row.lines()) {
        List<Double> values = callers.computeIfAbsent(line.entrant(), name -> new ArrayList<>());
        while (values.size() < i) {
          values.add(Double.NaN);
        }
        values.add(
            line.measured().failure().isPresent()
                ? Double.NaN
                : 1e6 / line.measured().time().median());
      }
    }
  }
}
