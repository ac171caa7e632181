package io.perdure.torture.truth;

import java.util.List;

/**
 * What was read, and when.
 *
 * @param line the log and the number of the line
 * @param before when it was asked for
 * @param after when it was answered
 * @param words the kind of what was read, then what
 */
public record Sighting(String line, long before, long after, List<String> words) {
  /** Keeps its own list. */
  public Sighting {
    words = List.copyOf(words);
  }

  /** The word of that number; the kind has 0. */
  public String word(int number) {
    return words.get(number);
  }

  /** The number that is the word of that number. */
  public long number(int number) {
    return Long.parseLong(word(number));
  }
}
