package io.perdure.conformance.general;

import io.perdure.store.Token;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * All that a process logs, at the finest level, throws and shows, and the secrets that do not
 * belong there. What the driver of Postgres logs is kept apart.
 */
final class Overheard {
  /** The beginning is what is looked for: databases cut long values. */
  static final String PAYLOAD = "SECRETpayload in a row";

  static final Token TIMER_CLAIM = Token.of("5ec2e7000000000000000000000071e2");
  static final Token TASK_CLAIM = Token.of("5ec2e7000000000000000000000007a5");

  private static final int BEGINNING = 12;
  private static final int AROUND = 100;

  private final Map<String, List<String>> secrets = new LinkedHashMap<>();
  private final StringBuilder ours = new StringBuilder();
  private final StringBuilder drivers = new StringBuilder();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** Something that may be refused. */
  @FunctionalInterface
  interface Step {
    @Nullable Object run() throws Exception;
  }

  /** Keeps what the loggers of the JDK are told. */
  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord told) {
      String name = String.valueOf(told.getLoggerName());
      add(name.startsWith("org.postgresql") ? drivers : ours, new SimpleFormatter().format(told));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Begins to listen, before anything has logged in this process. */
  static Overheard everything() {
    Overheard overheard = new Overheard();
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "trace");
    System.setErr(new PrintStream(overheard.errors, true, StandardCharsets.UTF_8));
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.ALL);
    root.addHandler(overheard.new Ear());
    byte[] beginning = PAYLOAD.substring(0, BEGINNING).getBytes(StandardCharsets.UTF_8);
    String numbers = Arrays.toString(beginning);
    overheard.secrets.put(
        "payload",
        List.of(
            PAYLOAD.substring(0, BEGINNING),
            HexFormat.of().formatHex(beginning),
            HexFormat.of().withUpperCase().formatHex(beginning),
            Base64.getEncoder().encodeToString(beginning),
            numbers.substring(1, numbers.length() - 1)));
    overheard.secret("timer's claim", TIMER_CLAIM.value());
    overheard.secret("task's claim", TASK_CLAIM.value());
    overheard.secret("password", SecretRole.PASSWORD);
    return overheard;
  }

  void secret(String name, String text) {
    secrets.put(name, List.of(text));
  }

  /** Something that was shown or answered. */
  void note(String what, String text) {
    add(ours, what + ": " + text + '\n');
  }

  /** What a step answers, or throws. */
  void note(String what, Step step) {
    try {
      note(what, String.valueOf(step.run()));
    } catch (Exception | AssertionError e) {
      thrown(what, e);
    }
  }

  private synchronized void add(StringBuilder to, String text) {
    to.append(text);
  }

  /** Something that was thrown, with its causes and all that they say. */
  void thrown(String what, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    note(what + " was refused", trace.toString());
  }

  /**
   * {@code ours} or {@code driver}, which secret, and what is around it, in a line each; then how
   * much was heard, by whom.
   */
  synchronized List<String> findings() {
    String all = ours + errors.toString(StandardCharsets.UTF_8);
    List<String> findings = new ArrayList<>();
    secrets.forEach(
        (name, forms) -> {
          around(all, forms).ifPresent(text -> findings.add("ours " + name + ": " + text));
          around(drivers.toString(), forms).ifPresent(text -> findings.add("driver " + name));
        });
    for (String word : List.of("liquibase", "com.zaxxer.hikari", "org.jooq", "was refused")) {
      if (all.contains(word)) {
        findings.add("heard " + word);
      }
    }
    findings.add("lines " + all.lines().count());
    return findings;
  }

  private static Optional<String> around(String all, List<String> forms) {
    return forms.stream()
        .map(all::indexOf)
        .filter(at -> at >= 0)
        .findFirst()
        .map(at -> all.substring(Math.max(0, at - AROUND), Math.min(all.length(), at + AROUND)))
        .map(text -> text.replace('\n', ' '));
  }
}
