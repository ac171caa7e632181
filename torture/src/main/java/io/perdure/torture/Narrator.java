package io.perdure.torture;

import java.io.PrintStream;
import java.util.Locale;

/** Tells people what happens, as it happens. */
final class Narrator {
  private final PrintStream out;
  private final long begin = System.nanoTime();

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** A line without a time. */
  void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }

  /** A line with the time since the beginning, which it answers. */
  String event(String format, Object... arguments) {
    String line =
        String.format(
            Locale.ROOT,
            "%7.1f s  %s",
            (System.nanoTime() - begin) / 1e9,
            String.format(Locale.ROOT, format, arguments));
    out.println(line);
    return line;
  }
}
