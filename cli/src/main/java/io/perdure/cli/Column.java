package io.perdure.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a listing: its heading, and what an entry has there.
 *
 * @param heading words in capital letters
 * @param kind how it is shown
 * @param value what an entry has there: a String, a Long or an Instant, by the kind
 */
record Column<T>(String heading, Kind kind, Function<? super T, ? extends Optional<?>> value) {
  /** How values are shown. */
  enum Kind {
    TEXT,
    NUMBER,
    TIME
  }

  /** What the column is called in JSON: {@code CLAIMED UNTIL} is {@code claimedUntil}. */
  String member() {
    String[] words = heading.toLowerCase(Locale.ROOT).split(" ", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  static <T> Column<T> text(String heading, Function<? super T, String> value) {
    return new Column<>(heading, Kind.TEXT, value.andThen(Optional::of));
  }

  static <T> Column<T> optionalText(
      String heading, Function<? super T, ? extends Optional<String>> value) {
    return new Column<>(heading, Kind.TEXT, value);
  }

  static <T> Column<T> number(String heading, Function<? super T, Long> value) {
    return new Column<>(heading, Kind.NUMBER, value.andThen(Optional::of));
  }

  static <T> Column<T> time(String heading, Function<? super T, Instant> value) {
    return new Column<>(heading, Kind.TIME, value.andThen(Optional::of));
  }

  static <T> Column<T> optionalTime(
      String heading, Function<? super T, ? extends Optional<Instant>> value) {
    return new Column<>(heading, Kind.TIME, value);
  }
}
