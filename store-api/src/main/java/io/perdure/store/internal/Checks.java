package io.perdure.store.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The argument checks of the value types: each refuses with {@link IllegalArgumentException} naming
 * the argument and the bound, so that bad input is the same error on every database and never
 * reaches one.
 */
public final class Checks {
  /** Longest id, in bytes of UTF-8. */
  public static final int MAX_ID_BYTES = 512;

  /** Longest namespace, in bytes of UTF-8. */
  public static final int MAX_NAMESPACE_BYTES = 64;

  /** Longest free text (a reason), in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 8192;

  /** Largest page. */
  public static final int MAX_PAGE_SIZE = 10_000;

  /** Earliest instant that epoch nanoseconds in a long can say. */
  public static final Instant MIN_INSTANT = ofNanos(Long.MIN_VALUE);

  /** Latest instant that epoch nanoseconds in a long can say. */
  public static final Instant MAX_INSTANT = ofNanos(Long.MAX_VALUE);

  /** Shortest time for which something is given. */
  public static final Duration MIN_DURATION = Duration.ofMillis(1);

  /** Longest time for which something is given. */
  public static final Duration MAX_DURATION = Duration.ofDays(365);

  private Checks() {}

  public static <T> T present(String argument, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(argument + " must not be null");
    }
    return value;
  }

  /** An id: 1 to 512 bytes of UTF-8. */
  public static String id(String argument, @Nullable String value) {
    return text(argument, value, 1, MAX_ID_BYTES);
  }

  /** A namespace: 1 to 64 bytes of UTF-8. */
  public static String namespace(String argument, @Nullable String value) {
    return text(argument, value, 1, MAX_NAMESPACE_BYTES);
  }

  /** A free text: up to 8 KiB of UTF-8, empty allowed. */
  public static String freeText(String argument, @Nullable String value) {
    return text(argument, value, 0, MAX_TEXT_BYTES);
  }

  private static String text(String argument, @Nullable String value, int min, int max) {
    value = present(argument, value);
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException(argument + " must not contain U+0000 (at " + i + ")");
      }
      if (!Character.isSurrogate(c)) {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new IllegalArgumentException(
            argument + " must not contain an unpaired surrogate (at " + i + ")");
      }
    }
    if (bytes < min) {
      throw new IllegalArgumentException(argument + " must not be empty");
    }
    if (bytes > max) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be at most %,d bytes of UTF-8, not %,d", argument, max, bytes));
    }
    return value;
  }

  /** A number within closed bounds. */
  public static long between(String argument, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be within %,d..%,d, not %,d", argument, min, max, value));
    }
    return value;
  }

  /** A sequence number or revision: not negative. */
  public static long notNegative(String argument, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(argument + " must not be negative, but is " + value);
    }
    return value;
  }

  /** A page size: 1 to 10 000. */
  public static int pageSize(String argument, int value) {
    return (int) between(argument, value, 1, MAX_PAGE_SIZE);
  }

  /** An instant from 1677-09-21 to 2262-04-11, which epoch nanoseconds in a long can say. */
  public static Instant instant(String argument, @Nullable Instant value) {
    value = present(argument, value);
    if (value.isBefore(MIN_INSTANT) || value.isAfter(MAX_INSTANT)) {
      throw new IllegalArgumentException(
          argument + " must be within " + MIN_INSTANT + ".." + MAX_INSTANT + ", not " + value);
    }
    return value;
  }

  /** How long something is given for: 1 ms to 365 days. */
  public static Duration duration(String argument, @Nullable Duration value) {
    value = present(argument, value);
    if (value.compareTo(MIN_DURATION) < 0 || value.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(
          argument + " must be within " + MIN_DURATION + ".." + MAX_DURATION + ", not " + value);
    }
    return value;
  }

  /** A list without nulls, copied. */
  public static <T> List<T> list(String argument, @Nullable List<? extends T> values) {
    values = present(argument, values);
    for (int i = 0; i < values.size(); i++) {
      present(argument + "[" + i + "]", values.get(i));
    }
    return List.copyOf(values);
  }

  private static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
