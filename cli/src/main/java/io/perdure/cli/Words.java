package io.perdure.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How instants and constants are written, wherever they are shown. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  /** A value of a column. */
  static String text(Object value) {
    return value instanceof Instant instant ? time(instant) : value.toString();
  }

  /** The instant in UTC, to the nanosecond. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** The constant as people write it: {@code timed out}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
