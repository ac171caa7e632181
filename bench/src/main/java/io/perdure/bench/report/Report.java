package io.perdure.bench.report;

import io.perdure.bench.compare.RowResult;
import io.perdure.bench.compare.Verdict;
import java.util.List;

/**
 * Everything that a run came to.
 *
 * @param command what was run
 * @param profile how much time it had
 */
public record Report(String command, String profile, Machine machine, List<OnDatabase> databases) {
  /**
   * What one database came to.
   *
   * @param title which it is, and what it does for durability
   * @param notes what could not be measured, and why
   */
  public record OnDatabase(String title, List<RowResult> rows, List<String> notes) {}

  /** Whether every bar was met. */
  public boolean met() {
    return databases.stream()
        .flatMap(database -> database.rows().stream())
        .flatMap(row -> row.verdicts().stream())
        .allMatch(Verdict::met);
  }
}
