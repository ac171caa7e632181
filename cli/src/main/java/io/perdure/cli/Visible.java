package io.perdure.cli;

import java.util.Locale;

/** Makes texts of others fit to be shown on a terminal, in one line. */
final class Visible {
  private Visible() {}

  /** The text with control and format characters, line ends among them, as escapes. */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static void append(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          line.append(String.format(Locale.ROOT, "\\u%04x", point));
      default -> line.appendCodePoint(point);
    }
  }
}
