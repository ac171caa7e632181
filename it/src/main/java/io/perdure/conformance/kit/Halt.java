package io.perdure.conformance.kit;

import io.perdure.Perdure;
import java.io.PrintStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * In another process: an engine that ends the process at one of the statements that it runs, as a
 * power switch would, having said which. The points are: before every statement, and after every
 * COMMIT. Not thread-safe.
 */
public final class Halt implements AutoCloseable {
  /** What is said before the statement, where the process ends. */
  public static final String SAID = "halted ";

  private static final Pattern PART =
      Pattern.compile(
          "(insert into|update|delete from|from) (?:\"?perdure\"?\\.)?perdure_([a-z_]+)");
  private static final String BEGIN = "begin immediate";
  private static final String COMMIT = "commit";

  private final PrintStream voice;
  private final Perdure perdure;
  private final @Nullable KeptStatements kept;
  private @Nullable Thread thread;
  private long left;
  private String last = "";

  /**
   * An engine on the database that {@code main} was given.
   *
   * @param voice where to say the last words
   */
  public Halt(String[] args, PrintStream voice) throws Exception {
    this.voice = voice;
    Optional<String> server = Child.server(args);
    if (server.isPresent()) {
      Duration offset = Child.offset(args);
      DataSource connections = connections(server.get());
      perdure = Perdure.postgres(connections).clockOffset(() -> offset).open();
      kept = null;
    } else {
      perdure = Child.door(args).open();
      kept = new KeptStatements(perdure, ear());
    }
  }

  private Halt(PrintStream voice, String url, Function<DataSource, Perdure> opening) {
    this.voice = voice;
    this.perdure = opening.apply(connections(url));
    this.kept = null;
  }

  private Halt(PrintStream voice, Perdure perdure) {
    this.voice = voice;
    this.perdure = perdure;
    this.kept = new KeptStatements(perdure, ear());
  }

  /** The engine that {@code opening} makes of connections to that server. */
  public static Halt onServer(
      String url, Function<DataSource, Perdure> opening, PrintStream voice) {
    return new Halt(voice, url, opening);
  }

  /** That engine, on an SQLite file. */
  public static Halt inFile(Perdure perdure, PrintStream voice) {
    return new Halt(voice, perdure);
  }

  private DataSource connections(String url) {
    Ear ear = ear();
    return new Wrapped(() -> HeardStatement.connecting(url, ear), Connection::close);
  }

  private Ear ear() {
    return new Ear() {
      @Override
      public void before(String sql) {
        // A BEGIN that met another writer is tried again: that is the same point.
        if (!sql.equals(BEGIN) || !sql.equals(last)) {
          pass("before " + words(sql));
        }
        last = sql;
      }

      @Override
      public void after(String sql) {
        if (sql.equals(COMMIT)) {
          pass("after commit");
        }
      }
    };
  }

  /** The engine. */
  public Perdure perdure() {
    return perdure;
  }

  /**
   * Ends the process at that point from now on, counted from 1; 0 for never. On SQLite statements
   * are points that have run before. What other threads run is none.
   */
  public void at(long point) throws IllegalAccessException {
    if (kept != null) {
      kept.hear();
    }
    thread = Thread.currentThread();
    left = point;
  }

  private void pass(String point) {
    if (Thread.currentThread().equals(thread) && left > 0 && --left == 0) {
      voice.println(SAID + point);
      voice.flush();
      Runtime.getRuntime().halt(1);
    }
  }

  /** What a statement does to which tables; of others its first words. */
  private static String words(String sql) {
    String text = sql.toLowerCase(Locale.ROOT);
    Set<String> parts = new LinkedHashSet<>();
    for (Matcher part = PART.matcher(text); part.find(); ) {
      parts.add(
          part.group(1).replaceFirst("^from", "select").replaceFirst(" .*", "")
              + " "
              + part.group(2));
    }
    return parts.isEmpty()
        ? Arrays.stream(text.split("[ ;(]+")).limit(2).collect(Collectors.joining(" "))
        : String.join(", ", parts);
  }

  @Override
  public void close() {
    perdure.close();
  }
}
