package io.perdure.torture.truth;

import java.util.List;
import java.util.Set;

/**
 * What an operation was told.
 *
 * @param outcome how it ended
 * @param facts one for each effect if it was done; otherwise the exception's name and its message
 */
public record Told(Outcome outcome, List<String> facts) {
  private static final Set<String> NOT_LOOKED =
      Set.of("StoreUnavailableException", "StoreBusyException", "StoreInterruptedException");

  /** How an operation ended. */
  public enum Outcome {
    /** Acknowledged: from here on it must be there. */
    DONE,
    /** Refused: it must never be there. */
    REFUSED,
    /** Unknown: it is there once, or not at all. */
    UNKNOWN
  }

  /** Keeps its own list. */
  public Told {
    facts = List.copyOf(facts);
  }

  /**
   * What this says of the operation if it was an attempt after one whose outcome is unknown. Who
   * was refused without the store having looked is told of the second attempt only.
   */
  Told afterUnknown() {
    return outcome == Outcome.REFUSED && NOT_LOOKED.contains(facts.get(0))
        ? new Told(Outcome.UNKNOWN, facts)
        : this;
  }

  /** What was told of that effect, by its number. */
  public String fact(int effect) {
    return facts.get(effect);
  }
}
