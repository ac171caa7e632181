package io.perdure.torture.scenarios;

import io.perdure.conformance.kit.Preload;
import io.perdure.conformance.kit.SameJava;
import io.perdure.torture.Verification;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Sighting;
import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.Opener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database that becomes read-only while everybody works, and writable again: of SQLite the log,
 * the file, and the whole folder, as on a file system that the kernel has remounted; a Postgres
 * server whose sessions are read-only by default, and one that is in recovery. Expected: what would
 * write is refused and nothing of it is there, reads go on, and when it is writable again everybody
 * goes on without being opened anew.
 */
final class ReadOnly implements Scenario {
  private static final long MILLIS = 3_000;

  /** The contracts know no exception for it. */
  private static final Set<String> REFUSALS = Set.of("StoreFailureException");

  @Override
  public String name() {
    return "read-only";
  }

  @Override
  public boolean suits(String backend) {
    return true;
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    return scene.backend().equals("postgres") ? server(scene) : files(scene);
  }

  private static List<String> files(Scene scene) throws Exception {
    Path data = Files.createDirectory(scene.folder().resolve("data"));
    Path flag = scene.folder().resolve("read-only");
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD",
                Preload.compiled(ReadOnly.class, "/io/perdure/torture/readonly.c", scene.folder())
                    .toString(),
            "PERDURE_READONLY", flag.toString(),
            "PERDURE_READONLY_UNDER", data.toString());
    List<String> wrong = new ArrayList<>();
    try (Site site = new SqliteSite(data.resolve("store.db"))) {
      Small small = new Small(site.direct(), scene.folder(), scene);
      small.migrate();
      try (Crew crew = small.crew(environment)) {
        crew.start(2);
        crew.awaitProgress();
        for (String what : List.of("wal", "file", "folder")) {
          Path now = Path.of(flag + "." + what);
          Window window =
              window(
                  () -> Files.createFile(now), () -> open(scene, environment, site.direct(), what));
          Files.delete(now);
          crew.awaitProgress();
          window.tell(what + " read-only", scene, wrong);
        }
        crew.drain();
      }
      compare(scene, site, wrong);
    }
    return wrong;
  }

  /** Whoever comes while it is read-only: to write, and to read. */
  private static void open(Scene scene, Map<String, String> environment, Door door, String what)
      throws IOException, InterruptedException {
    ProcessBuilder opener =
        new ProcessBuilder(
            SameJava.program(),
            "-Dorg.jooq.no-logo=true",
            "-Dorg.jooq.no-tips=true",
            "-cp",
            SameJava.classPath(),
            Opener.class.getName(),
            door.address());
    opener.environment().putAll(environment);
    Process process = opener.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    said.lines()
        .filter(line -> line.startsWith(Opener.SAYS))
        .forEach(line -> scene.say().accept("  " + what + " read-only, " + line));
  }

  private static List<String> server(Scene scene) throws Exception {
    Path place = Files.createTempDirectory("perdure-torture-read-only-");
    Shell.run("chmod 755 \"$1\"", place);
    Path data = place.resolve("data");
    List<String> wrong = new ArrayList<>();
    try (PostgresSite site = PostgresSite.on(data)) {
      Small small = new Small(site.direct(), scene.folder(), scene);
      small.migrate();
      try (Crew crew = new Small(site.forWorkers(), scene.folder(), scene).crew(Map.of())) {
        crew.start(2);
        crew.awaitProgress();
        Window byDefault =
            window(
                () -> {
                  sql(site, "alter system set default_transaction_read_only = on");
                  sql(site, "select pg_reload_conf()");
                },
                () -> {});
        crew.awaitProgress(); // the store says of each transaction what it is, whatever the default
        sql(site, "alter system reset default_transaction_read_only");
        sql(site, "select pg_reload_conf()");
        byDefault.tell("sessions read-only by default", scene, wrong);
        Window recovery = window(() -> recover(site, data), () -> {});
        sql(site, "select pg_promote()");
        crew.awaitProgress();
        recovery.tell("server in recovery", scene, wrong);
        crew.drain();
      }
      compare(scene, site, wrong);
    } finally {
      Shell.run("rm -rf \"$1\"", place);
    }
    return wrong;
  }

  private static void recover(PostgresSite site, Path data) throws Exception {
    site.server().stop();
    Shell.run(
        "touch \"$1\"/db/standby.signal && chown --reference=\"$1\"/db/PG_VERSION \"$1\"/db/standby.signal",
        data);
    site.server().start();
  }

  private static void sql(PostgresSite site, String text) throws Exception {
    try (Connection connection = DriverManager.getConnection(site.direct().urlWithUser());
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static void compare(Scene scene, Site site, List<String> wrong) throws IOException {
    Books books = Books.in(scene.folder().resolve("logs"));
    Findings findings = Verification.of(site.direct(), books, Checker.State.DRAINED, REFUSALS);
    findings.violations().forEach(violation -> wrong.add(violation.toString()));
    scene
        .say()
        .accept(
            "read-only: %,d operations asked, compared %s"
                .formatted(books.size(), findings.counts()));
  }

  /** Something that is done. */
  private interface Deed {
    void run() throws Exception;
  }

  /** While it was read-only, by the clock of the logs. */
  private record Window(long begin, long end) {
    void tell(String what, Scene scene, List<String> wrong)
        throws IOException, InterruptedException {
      Path copy = scene.folder().resolve("logs-until-now");
      Shell.run("cp -r \"$1\"/logs \"$2\"", scene.folder(), copy);
      Books books = Books.in(copy);
      Shell.run("rm -r \"$1\"", copy);
      long reads = books.sightings().stream().filter(this::has).count();
      long done = 0;
      long refused = 0;
      for (Entry entry : books.entries()) {
        boolean within = entry.askedAt() > begin && entry.toldAt() < end;
        done += within && entry.done() ? 1 : 0;
        refused += within && !entry.done() ? 1 : 0;
      }
      scene
          .say()
          .accept(
              "%s: %,d reads, %,d operations refused or unknown, %,d acknowledged"
                  .formatted(what, reads, refused, done));
      if (reads == 0) {
        wrong.add(what + ": nobody read anything meanwhile");
      }
    }

    private boolean has(Sighting seen) {
      return seen.before() > begin && seen.after() < end && !seen.word(0).equals("refusal");
    }
  }

  private static Window window(Deed deed, Deed meanwhile) throws Exception {
    deed.run();
    long begin = System.nanoTime();
    Thread.sleep(MILLIS);
    meanwhile.run();
    return new Window(begin, System.nanoTime());
  }
}
