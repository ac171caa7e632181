package io.perdure.bench.profile;

import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Crew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * Profiles an operation: by the Java flight recorder how long callers wait for each other and for
 * sockets, each wait by its length, and by looking at them what they do the rest of the time.
 */
public final class Recorder {
  private static final int WARMING = 4;
  private static final double MICRO = 1000;

  private Recorder() {}

  /** Runs the operation for a while, and tells where its time went. */
  public static JavaTime profile(Called operation, Pace pace) throws IOException {
    Path file = Files.createTempFile("perdure-bench-", ".jfr");
    try (Recording recording = new Recording();
        Crew crew = new Crew(pace.callers())) {
      Waits.enable(recording);
      recording.start();
      Watched watched = new Watched(operation);
      // The recorder has woven itself into the code of sockets, which is to be compiled again.
      pace.dividedBy(WARMING).run(() -> crew.run(watched, pace.each()));
      watched.record();
      crew.run(watched, 1); // by now the callers are known
      Glances glances = Glances.at(watched);
      List<Long> known = new ArrayList<>(watched.callers());
      known.add(glances.threadId());
      Beside beside = new Beside(known);
      try (glances) {
        pace.run(
            () -> {
              long took = crew.run(watched, pace.each(), beside::begin);
              beside.add();
              return took;
            });
      }
      recording.stop();
      recording.dump(file);
      Waits waits = Waits.of(file);
      double micros = beside.nanos() / MICRO / Math.max(1, waits.runs());
      return JavaTime.of(waits, glances.seen(), micros);
    } finally {
      Files.delete(file);
    }
  }
}
