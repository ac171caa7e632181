package io.perdure.torture.scenarios;

import io.perdure.Perdure;
import io.perdure.torture.stage.Crew;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A store of a scenario's own, and workers that work on it for a while. */
final class Small {
  private final Door door;
  private final Path logs;
  private final long seed;

  Small(Door door, Path folder, Scene scene) throws IOException {
    this.door = door;
    this.logs = Files.createDirectories(folder.resolve("logs"));
    this.seed = scene.seed();
  }

  /** Makes the tables; closed again, the file is whole and has no log. */
  void migrate() {
    try (Perdure perdure = door.open().migrateOnOpen().open()) {
      perdure.namespace(Door.NAMESPACE).tasks().setMaxDeliveries("brittle", 3);
    }
  }

  /** Workers of its own, none of whom works yet. */
  Crew crew(Map<String, String> environment) {
    return new Crew(door, logs, seed, environment);
  }

  /** Lets them work for so long, then finish what is under way, and end. */
  void work(Map<String, String> environment, int workers, long millis)
      throws IOException, InterruptedException {
    try (Crew crew = crew(environment)) {
      crew.start(workers);
      crew.awaitProgress();
      Thread.sleep(millis);
      crew.stop();
    }
  }

  /** Lets them work for so long, then ends them all as a crash would. */
  void workAndCrash(int workers, long millis) throws IOException, InterruptedException {
    try (Crew crew = crew(Map.of())) {
      crew.start(workers);
      crew.awaitProgress();
      Thread.sleep(millis);
      crew.freeze();
      crew.kill();
    }
  }
}
