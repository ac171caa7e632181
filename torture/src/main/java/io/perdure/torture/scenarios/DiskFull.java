package io.perdure.torture.scenarios;

import io.perdure.Perdure;
import io.perdure.torture.Verification;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A disk that is full for a while, again and again: a small one in memory, which something else
 * fills. Expected: writes fail and nothing of them is there, reads go on, and when there is room
 * again everybody does. A Postgres that could not write its log stops; it is started again.
 */
final class DiskFull implements Scenario {
  private static final int TIMES = 3;
  private static final long FULL_MILLIS = 3_000;

  /** What is told beside what always may be: that the database failed, or that it is damaged. */
  private static final Set<String> REFUSALS = Set.of("StoreFailureException");

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public boolean suits(String backend) {
    return true;
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    Path disk = Files.createTempDirectory("perdure-torture-disk-");
    boolean server = scene.backend().equals("postgres");
    try {
      Shell.run("mount -t tmpfs -o size=$1,mode=755 perdure \"$2\"", server ? "300m" : "60m", disk);
    } catch (IOException e) {
      throw new IOException(
          "a small disk cannot be mounted here; begin the command with: unshare -rm", e);
    }
    try (Site site =
        server
            ? PostgresSite.on(disk.resolve("data"), List.of("max_wal_size=64MB"))
            : new SqliteSite(disk.resolve("store.db"))) {
      return torture(scene, disk, site);
    } finally {
      Shell.run("umount -l \"$1\" && rmdir \"$1\"", disk);
    }
  }

  private static List<String> torture(Scene scene, Path disk, Site site) throws Exception {
    Path logs = Files.createDirectories(scene.folder().resolve("logs"));
    try (Perdure perdure = site.direct().open().migrateOnOpen().open()) {
      perdure.namespace(Door.NAMESPACE).tasks().setMaxDeliveries("brittle", 3);
    }
    try (Crew crew = new Crew(site.forWorkers(), logs, scene.seed())) {
      crew.start(2);
      crew.awaitProgress();
      for (int i = 0; i < TIMES; i++) {
        fill(disk);
        Thread.sleep(FULL_MILLIS);
        scene.say().accept("disk-full: " + Shell.run("df -k \"$1\" | tail -1", disk).trim());
        Shell.run("rm \"$1\"/ballast", disk);
        if (site instanceof PostgresSite postgres && postgres.server().startIfEnded()) {
          scene.say().accept("disk-full: the server had ended, and was started again");
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
            "disk-full, %d times for %d s: %,d operations asked, compared %s"
                .formatted(TIMES, FULL_MILLIS / 1000, books.size(), findings.counts()));
    return wrong;
  }

  private static void fill(Path disk) throws IOException, InterruptedException {
    Shell.run("dd if=/dev/zero of=\"$1\"/ballast bs=4096 2>/dev/null || true", disk);
  }
}
