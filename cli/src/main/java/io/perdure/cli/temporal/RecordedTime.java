package io.perdure.cli.temporal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads the times of exported events: RFC 3339, with up to nine digits of a second. */
final class RecordedTime {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  private RecordedTime() {}

  static Instant parse(String text, long event) throws RefusedException {
    if (RFC_3339.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException noSuchTime) {
        throw refused(text, event);
      }
    }
    throw refused(text, event);
  }

  private static RefusedException refused(String text, long event) {
    String shown = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return new RefusedException(event, "eventTime is not a time: \"" + shown + "\"");
  }
}
