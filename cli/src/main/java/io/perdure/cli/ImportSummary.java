package io.perdure.cli;

import io.perdure.cli.temporal.TemporalHistory;
import io.perdure.cli.temporal.TemporalImport.Outcome;
import io.perdure.store.history.MarkKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts what became of the files of one import; events, bytes and marks are of the imported ones.
 */
final class ImportSummary {
  private final Map<Outcome, Integer> files = new EnumMap<>(Outcome.class);
  private final Map<MarkKind, Long> marks = new EnumMap<>(MarkKind.class);
  private int refused;
  private long events;
  private long bytes;

  void add(Outcome outcome, TemporalHistory history) {
    files.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.IMPORTED) {
      events += history.size();
      bytes += history.bytes();
      history.marks().forEach((kind, count) -> marks.merge(kind, count, Long::sum));
    }
  }

  void addRefused() {
    refused++;
  }

  int refused() {
    return refused;
  }

  @Override
  public String toString() {
    String counts =
        String.format(
            Locale.ROOT,
            "%d imported, %d known already, %d refused; %d events, %d bytes",
            files.getOrDefault(Outcome.IMPORTED, 0),
            files.getOrDefault(Outcome.KNOWN, 0),
            refused,
            events,
            bytes);
    return marks.isEmpty() ? counts : counts + "; marks: " + marksText();
  }

  private String marksText() {
    return marks.entrySet().stream()
        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String word(MarkKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
