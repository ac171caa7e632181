package io.perdure.demo;

import io.perdure.demo.shop.Rules;
import io.perdure.demo.shop.World;
import io.perdure.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo's command line. */
@Command(
    name = "perdure demo",
    usageHelpWidth = 110,
    description = {
      "Runs a shop in several processes, which are killed with kill -9 while they hold work, and proves that nothing",
      "that they told was lost, and nothing happened twice. Exit code 1 if the proof fails, 2 if the command makes no",
      "sense or what it needs is not there."
    })
final class Demo implements Callable<Integer> {
  private static final Path FILE = Path.of("perdure-demo.db");
  private static final String EMBEDDED = "embedded";
  private static final DateTimeFormatter SCHEMA =
      DateTimeFormatter.ofPattern("'perdure_demo_'uuuuMMdd_HHmmss", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Narrator narrator;
  private final Map<String, String> environment;

  @SuppressWarnings("UnusedVariable") // picocli reads it by reflection.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(names = "--orders", paramLabel = "N", description = "How many orders; 1000 unless given.")
  private int orders = 1000;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many processes share the work; 3 unless given.")
  private int workers = 3;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = {"How many workers are killed; 3 unless given. Another is started for each."})
  private int kills = 3;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides what the world answers the shop; random unless given.")
  private long seed = new Random().nextInt(1_000_000);

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = {
        "The SQLite file, which is made and stays; it must not be there yet.",
        "Unless given it is perdure-demo.db, in place of the one of the run before."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--postgres",
      paramLabel = "URL|embedded",
      arity = "0..1",
      fallbackValue = "",
      description = {
        "On Postgres instead, in a schema of its own, which stays. A URL is jdbc:postgresql://host:port/name;",
        "user and password are the variables PERDURE_USER and PERDURE_PASSWORD.",
        "The word embedded starts a server for this run, which ends with it."
      })
  private Optional<String> postgres = Optional.empty();

  @Option(
      names = "--stay",
      description = "Keep the embedded server until Enter is pressed, to look into it.")
  private boolean stay;

  private Demo(PrintStream out, Map<String, String> environment) {
    this.narrator = new Narrator(out);
    this.environment = environment;
  }

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, System.getenv(), args));
  }

  /** Runs the demo and answers its exit code. */
  static int run(
      PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
    CommandLine line = new CommandLine(new Demo(out, environment));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (misuse, given) -> {
          err.println("perdure demo: " + misuse.getMessage() + " (see ./perdure demo --help)");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.println("perdure demo: " + failure.getMessage());
          return failure instanceof DemoException ? 2 : 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (orders < 1 || orders > 99_999 || workers < 1 || workers > 16 || kills < 0 || kills > 100) {
      throw new DemoException("--orders is 1 to 99999, --workers 1 to 16, and --kills 0 to 100");
    }
    if (postgres.isPresent() && file.isPresent()) {
      throw new DemoException("--file and --postgres are two places; name one");
    }
    if (stay && postgres.filter(EMBEDDED::equals).isEmpty()) {
      throw new DemoException("--stay goes with --postgres embedded");
    }
    plan().moments(new Rules(new World(seed))); // refuses more kills than there can be
    if (postgres.isEmpty()) {
      Path database = fresh();
      return playAndLook(new Place.Sqlite(database), "the SQLite file " + database);
    }
    if (postgres.get().equals(EMBEDDED)) {
      return embedded();
    }
    Place.Postgres place = onServer(postgres.get());
    return playAndLook(place, place.toString());
  }

  private Place.Postgres onServer(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new DemoException(
          "name a database, --postgres jdbc:postgresql://host:port/database, or take one that is"
              + " started for this run: --postgres embedded");
    }
    if (url.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new DemoException(
          "a password does not belong on the command line, where others can see it; set"
              + " PERDURE_USER and PERDURE_PASSWORD");
    }
    return new Place.Postgres(
        url,
        SCHEMA.format(Instant.now()),
        environment.getOrDefault("PERDURE_USER", ""),
        environment.getOrDefault("PERDURE_PASSWORD", ""));
  }

  private int embedded() throws IOException, InterruptedException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "jdbc:postgresql://" + server.address() + "/postgres";
      Place.Postgres place =
          new Place.Postgres(
              url, SCHEMA.format(Instant.now()), EmbeddedPostgres.USER, server.password());
      boolean right = play(place, "an embedded server, " + server.title() + ", at " + place);
      if (stay) {
        narrator.say(
            "  export PERDURE_USER=%s PERDURE_PASSWORD=%s", place.user(), place.password());
        lookAt(place);
        narrator.say("The server ends, with its data, when you press Enter.");
        System.in.read();
      } else {
        narrator.say(
            "The server ends now, with its data; with --stay it waits, to be looked into.");
      }
      return right ? 0 : 1;
    }
  }

  /** A file that is not there; the demo's own is replaced. */
  private Path fresh() {
    if (file.filter(Files::exists).isPresent()) {
      throw new DemoException("\"" + file.get() + "\" is there already; name a new file");
    }
    if (file.isEmpty()) {
      try {
        for (String part : List.of("", "-wal", "-shm")) {
          Files.deleteIfExists(Path.of(FILE + part));
        }
      } catch (IOException e) {
        throw new DemoException(FILE + " cannot be replaced: " + e.getMessage());
      }
    }
    return file.orElse(FILE);
  }

  private Plan plan() {
    return new Plan(orders, workers, kills, seed);
  }

  private boolean play(Place place, String where) throws IOException, InterruptedException {
    narrator.say(
        "Orders: %,d. Workers: %d. Kills: %d. Seed: %d. On %s.",
        orders, workers, kills, seed, where);
    boolean right = Run.play(place, plan(), narrator);
    narrator.say("");
    narrator.say("%s after %.1f s.", right ? "PROVED" : "FAILED", narrator.elapsed());
    return right;
  }

  private int playAndLook(Place place, String where) throws IOException, InterruptedException {
    boolean right = play(place, where);
    lookAt(place);
    return right ? 0 : 1;
  }

  private void lookAt(Place place) {
    narrator.say("Look at it:");
    narrator.say("  ./perdure workflows %s --status failed --limit 5", place.options());
    narrator.say("  ./perdure history   %s %s", place.options(), Customers.order(1));
    narrator.say("  ./perdure packages  %s", place.options());
  }
}
