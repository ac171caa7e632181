package io.perdure.torture.scenarios;

import io.perdure.conformance.kit.SameJava;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.workload.Crowd;
import io.perdure.torture.workload.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ten thousand callers of one store at a time, in a process with a small heap; on Postgres with
 * four connections. Expected: each is answered or told that the store is busy, within the time that
 * a call may take; nobody waits for ever; interrupts release; the heap is enough.
 */
final class CrowdWaits implements Scenario {
  private static final int CALLERS = 10_000;
  private static final String HEAP = "-Xmx256m";
  private static final long MINUTES = 8;

  @Override
  public String name() {
    return "crowd";
  }

  @Override
  public boolean suits(String backend) {
    return true;
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    if (!scene.backend().equals("postgres")) {
      try (Site site = new SqliteSite(scene.folder().resolve("store.db"))) {
        return crowd(scene, site.direct());
      }
    }
    Path place = Files.createTempDirectory("perdure-torture-crowd-");
    Shell.run("chmod 755 \"$1\"", place);
    try (PostgresSite site = PostgresSite.on(place.resolve("data"))) {
      return crowd(scene, site.direct());
    } finally {
      Shell.run("rm -rf \"$1\"", place);
    }
  }

  private static List<String> crowd(Scene scene, Door door)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            SameJava.program(),
            HEAP,
            "-Dorg.jooq.no-logo=true",
            "-Dorg.jooq.no-tips=true",
            "-cp",
            SameJava.classPath(),
            Crowd.class.getName(),
            door.address(),
            Integer.toString(CALLERS));
    builder.environment().putAll(door.environment());
    builder.redirectError(scene.folder().resolve("crowd.err").toFile());
    Process process = builder.start();
    List<String> wrong = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        scene.say().accept(line);
        if (line.contains("WRONG")) {
          wrong.add(line);
        }
      }
    }
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      wrong.add("the process does not end");
    } else if (process.exitValue() != 0 && wrong.isEmpty()) {
      wrong.add("the process ended with " + process.exitValue() + ", see crowd.err");
    }
    return wrong;
  }
}
