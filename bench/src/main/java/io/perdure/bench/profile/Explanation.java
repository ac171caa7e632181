package io.perdure.bench.profile;

import io.perdure.bench.places.StatementCost;
import java.util.List;

/**
 * Why a row is as it is: where the time goes, side by side.
 *
 * @param columns one for each who is compared
 * @param note what could not be asked, and why; empty if all could
 */
public record Explanation(List<Column> columns, String note) {
  /**
   * Where the time of one of them goes.
   *
   * @param micros of a run, as measured before: as long as a caller waits for it
   * @param java of what that is made up, as this process saw it
   * @param statements what the server says of them; nothing on SQLite
   */
  public record Column(
      String entrant, double micros, JavaTime java, List<StatementCost> statements) {
    /** Microseconds of a run that went into that. */
    public double micros(Part part) {
      return java.parts().getOrDefault(part, 0.0) * micros;
    }

    /** Microseconds of a run that the server planned and executed. */
    public double served() {
      return statements.stream()
          .mapToDouble(cost -> cost.calls() * (cost.planned() + cost.executed()))
          .sum();
    }
  }
}
