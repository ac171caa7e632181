package io.perdure.torture.scenarios;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.torture.Verification;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * No room for a while, again and again: on a small disk in memory, which something else fills, or,
 * where none may be mounted, by a limit of the size of files. Expected: writes fail and nothing of
 * them is there, reads go on, and when there is room again everybody does. A Postgres that could
 * not write its log stops; it is started again.
 */
final class DiskFull implements Scenario {
  private static final int TIMES = 3;
  private static final long FULL_MILLIS = 3_000;

  /** More than a file may have under the limit. */
  private static final int BALLAST = 8 << 20;

  /** What is told beside what always may be: that the database failed, or that it is damaged. */
  private static final Set<String> REFUSALS = Set.of("StoreFailureException");

  private final Way way;

  DiskFull(Way way) {
    this.way = way;
  }

  /** How there comes to be no room. */
  enum Way {
    /** A small disk if one can be mounted, else the limit. */
    DISK,
    /** The limit. */
    LIMIT
  }

  @Override
  public String name() {
    return way == Way.DISK ? "disk-full" : "file-limit";
  }

  @Override
  public boolean suits(String backend) {
    return true;
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    boolean server = scene.backend().equals("postgres");
    try (Shortage shortage = shortage(scene, server ? "300m" : "60m");
        Site site =
            server
                ? PostgresSite.on(shortage.place().resolve("data"), List.of("max_wal_size=64MB"))
                : new SqliteSite(shortage.place().resolve("store.db"))) {
      return torture(scene, shortage, site);
    }
  }

  private Shortage shortage(Scene scene, String size) throws IOException, InterruptedException {
    if (way == Way.LIMIT) {
      return Shortage.limit();
    }
    try {
      return Shortage.disk(size);
    } catch (IOException e) {
      scene
          .say()
          .accept(
              "fallback: no small disk can be mounted here (begin the command with: unshare -rm),"
                  + " so the size of files is limited instead");
      return Shortage.limit();
    }
  }

  private List<String> torture(Scene scene, Shortage shortage, Site site) throws Exception {
    Path logs = Files.createDirectories(scene.folder().resolve("logs"));
    try (Perdure perdure = site.direct().open().migrateOnOpen().open()) {
      perdure.namespace(Door.NAMESPACE).tasks().setMaxDeliveries("brittle", 3);
      perdure
          .namespace("ballast")
          .packages()
          .put(
              new DeployedPackage("ballast", "ballast", Instant.EPOCH),
              Bytes.copyOf(new byte[BALLAST]));
    }
    try (Crew crew = new Crew(site.forWorkers(), logs, scene.seed())) {
      crew.start(2);
      crew.awaitProgress();
      for (int i = 0; i < TIMES; i++) {
        scene.say().accept(name() + ": " + shortage.begin(site, crew));
        Thread.sleep(FULL_MILLIS);
        shortage.end();
        if (site instanceof PostgresSite postgres && postgres.server().startIfEnded()) {
          scene.say().accept(name() + ": the server had ended, and was started again");
        }
        crew.awaitProgress();
      }
      crew.drain();
    }
    Books books = Books.in(logs);
    Findings findings = Verification.of(site.direct(), books, Checker.State.DRAINED, REFUSALS);
    List<String> wrong = new ArrayList<>();
    findings.violations().forEach(violation -> wrong.add(violation.toString()));
    scene
        .say()
        .accept(
            "%s, %d times for %d s: %,d operations asked, %,d not acknowledged, compared %s"
                .formatted(
                    name(),
                    TIMES,
                    FULL_MILLIS / 1000,
                    books.size(),
                    Counts.notAcknowledged(books),
                    findings.counts()));
    return wrong;
  }
}
