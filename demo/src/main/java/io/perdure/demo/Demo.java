package io.perdure.demo;

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
    description = {
      "Runs a shop whose process is killed with kill -9 again and again, and proves that nothing of what it",
      "told was lost, and nothing happened twice. Exit code 1 if the proof fails."
    },
    mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
  private static final Path FILE = Path.of("perdure-demo.db");
  private static final DateTimeFormatter SCHEMA =
      DateTimeFormatter.ofPattern("'perdure_demo_'uuuuMMdd_HHmmss", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final Map<String, String> environment;

  @Option(names = "--orders", paramLabel = "N", description = "How many orders; 1000 unless given.")
  private int orders = 1000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "How often it is killed; 3 unless given.")
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
        "On Postgres instead, in a schema of its own, which stays: a URL jdbc:postgresql://host:port/database",
        "(user and password are the variables PERDURE_USER and PERDURE_PASSWORD), or the word embedded for a",
        "server that is started for this run and ends with it."
      })
  private Optional<String> postgres = Optional.empty();

  @Option(
      names = "--stay",
      description = "Keep the embedded server until Enter is pressed, to look into it.")
  private boolean stay;

  private Demo(PrintStream out, Map<String, String> environment) {
    this.out = out;
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
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.println("perdure demo: " + failure.getMessage());
          return failure instanceof DemoException ? 2 : 1;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (orders < 1 || orders > 99_999 || kills < 0 || kills > 100) {
      throw new DemoException("--orders is 1 to 99999, and --kills 0 to 100");
    }
    if (postgres.isEmpty()) {
      Path database = fresh();
      return play(new Place.Sqlite(database), "the SQLite file " + database);
    }
    if (postgres.get().equals("embedded")) {
      return embedded();
    }
    Place.Postgres place = onServer(postgres.get());
    return play(place, place.toString());
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
      int exitCode = play(place, "an embedded server, " + server.title() + ", at " + place);
      if (stay) {
        out.println("\nFirst: export PERDURE_USER=postgres PERDURE_PASSWORD=" + server.password());
        out.println("The server ends when you press Enter.");
        System.in.read();
      } else {
        out.println(
            "\nThe embedded server ends now, with its data; --stay keeps it until you press Enter.");
      }
      return exitCode;
    }
  }

  /** A file that is not there; the demo's own is replaced. */
  private Path fresh() throws IOException {
    if (file.filter(Files::exists).isPresent()) {
      throw new DemoException(file.get() + " is there already; name a new file");
    }
    if (file.isEmpty()) {
      for (String part : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(FILE + part));
      }
    }
    return file.orElse(FILE);
  }

  private int play(Place place, String where) throws IOException, InterruptedException {
    Narrator narrator = new Narrator(out);
    narrator.say("%,d orders, %d kills, seed %d, on %s", orders, kills, seed, where);
    boolean right = new Run(place, new Run.Plan(orders, kills, seed), narrator).play();
    narrator.say("");
    narrator.say("%s after %.1f s. Look at it:", right ? "PROVED" : "FAILED", narrator.elapsed());
    narrator.say("  ./perdure workflows %s --status failed --limit 5", place.options());
    narrator.say("  ./perdure history   %s %s", place.options(), Customers.order(1));
    narrator.say("  ./perdure packages  %s", place.options());
    return right ? 0 : 1;
  }
}
