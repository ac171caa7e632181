package io.perdure.torture.truth;

import java.util.List;

/**
 * What an operation was told.
 *
 * @param outcome how it ended
 * @param facts one for each effect if it was done; otherwise the exception's name and its message
 */
public record Told(Outcome outcome, List<String> facts) {
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

  /** What was told of that effect, by its number. */
  public String fact(int effect) {
    return facts.get(effect);
  }
}
