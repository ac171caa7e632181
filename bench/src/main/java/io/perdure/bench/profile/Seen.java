package io.perdure.bench.profile;

import java.lang.management.ThreadInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stack says.
 *
 * <p>It counts for the innermost method that is not the JDK's, which is whose code it is that runs:
 * what of the JDK is called counts for who calls it. A native method of the SQLite driver is the
 * database.
 *
 * @param part what the time goes into
 * @param method the innermost method of whoever is profiled, and what it calls of the driver: there
 *     first, and last; empty if there is none
 */
record Seen(Part part, String method) {
  private static final Pattern DRIVER = Pattern.compile("org\\.(sqlite|postgresql)\\..*");
  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
  private static final Pattern BENCH =
      Pattern.compile("io\\.perdure\\.bench\\.(?!floors\\.).*|org\\.HdrHistogram\\..*");
  private static final Pattern OWN = Pattern.compile("io\\.perdure\\..*");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final String RUN = Watched.class.getName();
  private static final Pattern HIDDEN = Pattern.compile("\\$\\$Lambda.*");
  private static final String SOCKETS = "sun.nio.ch.";

  /**
   * What that thread does for the run that it is in; empty if it is in none, or if it waits for a
   * thread or a socket, of which there are events.
   */
  static Optional<Seen> of(ThreadInfo thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    if (thread.getThreadState() != Thread.State.RUNNABLE
        || frames.length == 0
        || frames[0].getClassName().startsWith(SOCKETS)) {
      return Optional.empty();
    }
    Optional<Part> part = Optional.empty();
    String innermost = "";
    String called = "";
    String method = "";
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().equals(RUN) && frame.getMethodName().equals("run")) {
        return Optional.of(new Seen(part.orElse(Part.OTHER), method));
      }
      Optional<Part> here = part(frame);
      if (part.isEmpty()) {
        part = here;
      }
      if (method.isEmpty() && DRIVER.matcher(frame.getClassName()).matches()) {
        innermost = innermost.isEmpty() ? name(frame) : innermost;
        called = " → " + name(frame);
      }
      if (method.isEmpty() && here.equals(Optional.of(Part.OWN))) {
        boolean deeper = !called.endsWith(" " + innermost);
        method = name(frame) + called + (deeper && !called.isEmpty() ? " … " + innermost : "");
      }
    }
    return Optional.empty();
  }

  /** Whose it is; empty if it is the JDK's. */
  private static Optional<Part> part(StackTraceElement frame) {
    String type = frame.getClassName();
    if (DRIVER.matcher(type).matches()) {
      return Optional.of(frame.isNativeMethod() ? Part.DATABASE : Part.DRIVER);
    }
    if (JDK.matcher(type).matches()) {
      return Optional.empty();
    }
    if (BENCH.matcher(type).matches()) {
      return Optional.of(Part.BENCH);
    }
    return Optional.of(OWN.matcher(type).matches() ? Part.OWN : Part.OTHER);
  }

  private static String name(StackTraceElement frame) {
    String type = HIDDEN.matcher(frame.getClassName()).replaceFirst("");
    String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    return simple + "." + LAMBDA.matcher(frame.getMethodName()).replaceFirst("$1 (lambda)");
  }
}
