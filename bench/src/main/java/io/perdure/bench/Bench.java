package io.perdure.bench;

import io.perdure.bench.compare.Explain;
import io.perdure.bench.compare.Profile;
import io.perdure.bench.places.PlaceException;
import io.perdure.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The bench's command line. */
@Command(
    name = "perdure bench",
    usageHelpWidth = 110,
    description = {
      "Measures what operations cost, side by side in one run. Exit code 1 when a bar is missed, 2 if the command",
      "makes no sense or what it needs is not there."
    })
final class Bench implements Callable<Integer> {
  /** The most that bars are multiplied by, or are. */
  static final int MOST = 1_000_000;

  private final PrintStream out;
  @Mixin private Where where = new Where();

  @Option(
      names = "--profile",
      paramLabel = "quick|full",
      description = {
        "Compares Perdure with hand-written JDBC, and with other libraries if they are on the class path: quick takes",
        "six minutes, and what it says of bars is a hint; full takes several times as long."
      })
  private Optional<Profile> profile = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "PATTERN",
      description = "Only rows in whose name this is found.")
  private String rows = "";

  @Option(
      names = "--strictness",
      paramLabel = "FACTOR",
      description = "What all bars are multiplied by; 1 unless given.")
  private double strictness = 1;

  @Option(
      names = "--explain",
      paramLabel = "missed|all|none",
      description = {
        "Of which rows a profiler tells afterwards where the time goes, of Perdure and of the best floor: those that",
        "miss a bar against it, unless given."
      })
  private Explain explain = Explain.MISSED;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the report is written; perdure-bench unless given.")
  private Path folder = Path.of("perdure-bench");

  @SuppressWarnings("UnusedVariable") // picocli reads it by reflection.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  private Bench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs a command and answers its exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine line = new CommandLine(new Bench(out));
    line.addSubcommand(new Growth(out));
    line.addSubcommand(new Bloat(out));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (misuse, given) -> {
          err.println("perdure bench: " + misuse.getMessage() + " (see ./perdure bench --help)");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean senseless =
              failure instanceof BenchException
                  || failure instanceof PlaceException
                  || failure instanceof StoreException;
          if (senseless) {
            err.println("perdure bench: " + failure.getMessage());
          } else {
            failure.printStackTrace(err);
          }
          return senseless ? 2 : 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (profile.isEmpty()) {
      throw new BenchException(
          "say what to measure: ./perdure bench --profile quick|full, or growth, or bloat (--help"
              + " tells more)");
    }
    if (!(strictness >= 0 && strictness <= MOST)) { // nor not a number
      throw new BenchException("--strictness is 0 to " + MOST);
    }
    try {
      Pattern wanted = Pattern.compile(rows);
      return new Compare(out, where, profile.get(), wanted, strictness, explain, folder).run()
          ? 0
          : 1;
    } catch (PatternSyntaxException e) {
      throw new BenchException(
          "--rows is a regular expression, which " + rows + " is not: " + e.getDescription());
    }
  }
}
