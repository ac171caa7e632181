package io.perdure.bench.floors;

import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Work that is written by hand.
 *
 * @param name what it is called in rows
 * @param style how it is written
 */
public record Floor(String name, Style style) implements Entry {
  /** All there are. */
  public static final List<Floor> ALL =
      List.of(
          new Floor("naive", Style.NAIVE),
          new Floor("usual", Style.USUAL),
          new Floor("best", Style.BEST));

  /** How much thought went into it. */
  public enum Style {
    /** Statement by statement. */
    NAIVE,
    /** In batches. */
    USUAL,
    /** As well as it can be. */
    BEST
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return Optional.of(new FloorEntrant(this, database, PerdureEntry.open(database)));
  }
}
