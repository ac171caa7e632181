package io.perdure.torture.scenarios;

import io.perdure.Perdure;
import io.perdure.embedded.EmbeddedPostgres;
import io.perdure.embedded.KeptPostgres;
import io.perdure.torture.Verification;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A primary with a standby, made from a cold copy; the primary is killed under load, the standby
 * promoted, and the workers go on by a URL that names both. Expected of a synchronous standby: no
 * acknowledged write is lost, nor where the standby had come to stand still and somebody cancelled
 * what waited for it: the server then says so with a warning, and the store that the outcome is
 * unknown. Of an asynchronous one the last may be lost: it is shown how many were.
 */
final class FailOver implements Scenario {
  private static final String STANDBY = "standby_b";
  private static final long WORK_MILLIS = 20_000;
  private static final int CANCELS = 30;

  @Override
  public String name() {
    return "fail-over";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("postgres");
  }

  /** Whether the primary waits for the standby. */
  private enum Replication {
    SYNCHRONOUS,
    ASYNCHRONOUS
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    List<String> wrong = play(scene, Replication.SYNCHRONOUS);
    List<String> lost = play(scene, Replication.ASYNCHRONOUS);
    lost.stream().limit(1).forEach(what -> scene.say().accept("  for example: " + what));
    return wrong;
  }

  private static List<String> play(Scene scene, Replication replication) throws Exception {
    Path folder = Files.createDirectory(scene.folder().resolve(replication.name()));
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path place = Files.createTempDirectory("perdure-torture-fail-over-");
    Path data = place.resolve("a");
    Shell.run("chmod 755 \"$1\"", place);
    try (KeptPostgres server = KeptPostgres.on(data, List.of())) {
      migrate(Door.server(server.url(), server.password()));
    }
    Shell.run("cp -a \"$1\"/a \"$1\"/b", place);
    String names = replication == Replication.SYNCHRONOUS ? STANDBY : "";
    try (KeptPostgres primary =
            KeptPostgres.on(data, List.of("synchronous_standby_names=" + names));
        KeptPostgres standby = standby(place.resolve("b"), primary)) {
      awaitStreaming(primary);
      return failOver(scene, replication, logs, primary, standby);
    } finally {
      Shell.run("rm -r \"$1\"", place);
    }
  }

  private static void migrate(Door door) {
    try (Perdure perdure = door.open().migrateOnOpen().open()) {
      perdure.namespace(Door.NAMESPACE).tasks().setMaxDeliveries("brittle", 3);
    }
  }

  private static KeptPostgres standby(Path data, KeptPostgres primary) throws Exception {
    String address = primary.url().replaceAll(".*:(\\d+)/.*", "$1");
    Path settings = data.resolve("db/postgresql.auto.conf");
    Files.writeString(
        settings,
        "primary_conninfo = 'host=127.0.0.1 port=%s user=%s password=%s application_name=%s'%n"
            .formatted(address, EmbeddedPostgres.USER, primary.password(), STANDBY),
        StandardOpenOption.APPEND);
    Shell.run(
        "touch \"$1\" && chown --reference=\"$2\" \"$1\"",
        data.resolve("db/standby.signal"),
        settings);
    // Whoever asks it something is not sent away because it replays.
    return KeptPostgres.on(data, List.of("max_standby_streaming_delay=-1"));
  }

  private static List<String> failOver(
      Scene scene, Replication replication, Path logs, KeptPostgres primary, KeptPostgres standby)
      throws Exception {
    String hosts = host(primary) + "," + host(standby);
    Door door =
        Door.server(
            "jdbc:postgresql://" + hosts + "/postgres?targetServerType=primary&connectTimeout=2",
            primary.password());
    try (Crew crew = new Crew(door, logs, scene.seed())) {
      crew.start(3);
      crew.awaitProgress();
      Thread.sleep(WORK_MILLIS);
      // So that the standby is behind when the primary is killed.
      String receiver = one(standby, "select pid from pg_stat_wal_receiver");
      Shell.run("kill -STOP $1", receiver);
      if (replication == Replication.ASYNCHRONOUS) {
        Thread.sleep(1_000);
      } else {
        scene.say().accept("fail-over: " + cancelWaits(primary) + " waits for it were cancelled");
      }
      primary.kill();
      Shell.run("kill -CONT $1 2>/dev/null || true", receiver);
      // Without waiting for it: the snapshot would keep the standby from replaying the rest.
      one(standby, "select pg_promote(false)");
      crew.awaitProgress();
      Thread.sleep(WORK_MILLIS / 4);
      crew.drain();
    }
    return compare(scene, replication, logs, standby);
  }

  /** Cancels whoever waits for the standby, again and again. */
  private static long cancelWaits(KeptPostgres primary) throws Exception {
    long cancelled = 0;
    for (int i = 0; i < CANCELS; i++) {
      Thread.sleep(100);
      cancelled +=
          Long.parseLong(
              one(
                  primary,
                  "select count(pg_cancel_backend(pid)) from pg_stat_activity"
                      + " where wait_event = 'SyncRep'"));
    }
    return cancelled;
  }

  private static List<String> compare(
      Scene scene, Replication replication, Path logs, KeptPostgres standby) throws Exception {
    Books books = Books.in(logs);
    Findings findings =
        Verification.of(
            Door.server(standby.url(), standby.password()), books, Checker.State.DRAINED, Set.of());
    List<String> wrong = new ArrayList<>();
    findings.violations().forEach(violation -> wrong.add(violation.toString()));
    scene
        .say()
        .accept(
            "fail-over, %s: %,d operations asked, %,d not acknowledged, of which %,d after a warning"
                    .formatted(
                        replication,
                        books.size(),
                        Counts.notAcknowledged(books),
                        Counts.unconfirmed(books))
                + "; %d contradictions to what was told".formatted(wrong.size()));
    return wrong;
  }

  private static void awaitStreaming(KeptPostgres primary) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (one(primary, "select count(*) from pg_stat_replication where state = 'streaming'")
          .equals("1")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the standby does not stream");
  }

  private static String host(KeptPostgres server) {
    return server.url().replaceAll(".*//([^/]+)/.*", "$1");
  }

  private static String one(KeptPostgres server, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), EmbeddedPostgres.USER, server.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
