package io.perdure.bench;

import io.perdure.bench.places.PlaceException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The bench's command line. */
@Command(
    name = "perdure bench",
    usageHelpWidth = 110,
    description = {
      "Measures what operations cost, side by side in one run. Exit code 1 when a bar is missed, 2 if the command",
      "makes no sense."
    })
final class Bench implements Runnable {
  @SuppressWarnings("UnusedVariable") // picocli reads it by reflection.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  private Bench() {}

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs a command and answers its exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine line = new CommandLine(new Bench());
    line.addSubcommand(new Growth(out));
    line.addSubcommand(new Bloat(out));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean senseless =
              failure instanceof BenchException || failure instanceof PlaceException;
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
  public void run() {
    throw new BenchException(
        "say what to measure: ./perdure bench growth, or bloat (--help tells more)");
  }
}
