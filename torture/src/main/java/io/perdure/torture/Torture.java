package io.perdure.torture;

import io.perdure.store.StoreException;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.faults.Faults;
import io.perdure.torture.scenarios.Scenarios;
import io.perdure.torture.stage.Site;
import io.perdure.torture.truth.Books;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The torture's command line. */
@Command(
    name = "perdure torture",
    usageHelpWidth = 110,
    description = {
      "Lets processes work on a store with all its rooms, strikes them and their database with faults, and proves",
      "from the database and from what they wrote down that nothing acknowledged was lost, nothing was applied",
      "twice, and nobody read what was not committed. Exit code 1 if something is violated, 2 if the command",
      "makes no sense or what it needs is not there. docs/reliability.md says what is expected of each fault."
    })
final class Torture implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'perdure-torture-'uuuuMMdd-HHmmss", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int MOST = 10_000;

  private final Narrator narrator;
  private final String command;

  @SuppressWarnings("UnusedVariable") // picocli reads it by reflection.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(
      names = "--backend",
      paramLabel = "sqlite|postgres",
      description =
          "An SQLite file, or a Postgres server that is started for this run; sqlite unless given.")
  private String backend = "sqlite";

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "With postgres: a server in a container of Testcontainers, from that image; --verify cannot"
              + " look at it later.")
  private String image = "";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "For how long faults strike, also 0.5; 1 unless given.")
  private double minutes = 1;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Instead of by time: each fault strikes so often.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides what workers do and which faults strike when; random unless given.")
  private long seed = new Random().nextInt(1_000_000);

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many processes work, of three threads each; 3 unless given.")
  private int workers = 3;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "Those that strike; all that suit the backend unless given. See --list.")
  private List<String> faults = List.of();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "What to keep of the run, and where; must not be there. Named by the time unless given.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--verify",
      paramLabel = "FOLDER",
      description = "Compare what a finished run has kept once more, and nothing else.")
  private Optional<Path> verify = Optional.empty();

  @Option(names = "--list", description = "Print the names of the faults.")
  private boolean list;

  private Torture(PrintStream out, String command) {
    this.narrator = new Narrator(out);
    this.command = command;
  }

  /** Runs the command and exits. */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs the command and answers its exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    String command = "perdure torture " + String.join(" ", args);
    CommandLine line = new CommandLine(new Torture(out, command));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (misuse, given) -> {
          err.println(
              "perdure torture: " + misuse.getMessage() + " (see ./perdure torture --help)");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, parsed, result) -> {
          if (failure instanceof TortureException || failure instanceof IllegalArgumentException) {
            err.println("perdure torture: " + failure.getMessage());
            return 2;
          }
          failure.printStackTrace(err);
          return 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      narrator.say("in the mix: %s", Faults.names());
      narrator.say("on a stage of their own, if named: %s", Scenarios.names());
      return 0;
    }
    if (verify.isPresent()) {
      return verify(verify.get()) ? 0 : 1;
    }
    if (!List.of("sqlite", "postgres").contains(backend)) {
      throw new TortureException("--backend is sqlite or postgres");
    }
    if (workers < 1 || workers > 64) {
      throw new TortureException("--workers is 1 to 64");
    }
    if (!(minutes > 0 && minutes <= MOST)) { // nor not a number
      throw new TortureException("--minutes is more than 0, and at most " + MOST);
    }
    if (rounds < 0 || rounds > MOST) {
      throw new TortureException("--rounds is 1 to " + MOST + ", or 0 for by time");
    }
    if (!image.isEmpty() && !backend.equals("postgres")) {
      throw new TortureException("--image goes with --backend postgres");
    }
    Faults.check(backend, faults);
    Plan plan =
        new Plan(
            backend,
            Duration.ofMillis((long) (minutes * 60_000)),
            rounds,
            seed,
            workers,
            faults,
            command.contains("--seed") ? command : command + " --seed " + seed,
            image);
    RunFolder kept = RunFolder.create(folder.orElseGet(() -> Path.of(STAMP.format(Instant.now()))));
    return new Run(plan, kept, narrator).play() ? 0 : 1;
  }

  private boolean verify(Path path) {
    try {
      return verify(RunFolder.existing(path));
    } catch (IOException | SQLException | StoreException e) {
      throw new TortureException(path + " cannot be verified: " + e.getMessage());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TortureException(path + " has a log that no run writes: " + e.getMessage());
    }
  }

  private boolean verify(RunFolder kept) throws IOException, SQLException {
    try (Site site = kept.site()) {
      Books books = Books.in(kept.logs());
      if (books.size() == 0) {
        throw new TortureException("its logs ask for nothing, so that nothing can be verified");
      }
      Findings findings = kept.compared(site.direct(), books);
      narrator.say("%s", kept.property("command").orElse("an unknown command"));
      narrator.say("on %s", kept.property(RunFolder.DATABASE).orElseThrow());
      List<String> wrong = new BackupCheck(kept).all(books);
      Report report = new Report(books, findings, kept.faults(), wrong);
      report.write(line -> narrator.say("%s", line));
      return report.isClean();
    }
  }
}
