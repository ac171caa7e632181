package io.perdure.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells people what happens, as it happens. */
final class Narrator {
  private static final int EXAMPLES = 5;
  private static final long PROGRESS = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private long lastProgress = begin;
  private long lastEvents;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** A line without a time. */
  void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }

  /** A line with the time since the beginning. */
  void event(String format, Object... arguments) {
    say(
        "%5.1f s  %s",
        seconds(System.nanoTime() - begin), String.format(Locale.ROOT, format, arguments));
  }

  /** A line that goes on about the event before. */
  void more(String format, Object... arguments) {
    say("         %s", String.format(Locale.ROOT, format, arguments));
  }

  /** A line with counts and rates, once a second while something happens. */
  void progress(Ledger ledger) {
    long now = System.nanoTime();
    if (now - lastProgress < PROGRESS) {
      return;
    }
    if (ledger.events() > lastEvents) {
      event(
          "%,6d orders begun  %,6d ended  %,7d events  %,6.0f/s  %,6d tasks done  %,6d timers fired",
          ledger.begun(),
          ledger.ended(),
          ledger.events(),
          (ledger.events() - lastEvents) / seconds(now - lastProgress),
          ledger.done(),
          ledger.fired());
    }
    lastProgress = now;
    lastEvents = ledger.events();
  }

  /** Each claim, whether it holds, and examples of what contradicts it. */
  void verdict(Map<String, List<String>> wrong) {
    wrong.forEach(
        (claim, contradictions) -> {
          say("  %s  %s", contradictions.isEmpty() ? "ok " : "NOT", claim);
          contradictions.stream().limit(EXAMPLES).forEach(how -> say("         %s", how));
          if (contradictions.size() > EXAMPLES) {
            say("         and %,d more", contradictions.size() - EXAMPLES);
          }
        });
  }

  /** Seconds since the beginning. */
  double elapsed() {
    return seconds(System.nanoTime() - begin);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
