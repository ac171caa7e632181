package io.perdure.torture.scenarios;

import io.perdure.conformance.kit.Preload;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.workload.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts of power, of an SQLite file: a recorder that is preloaded into the workers writes down every
 * write and flush; from that are made the states in which a disk may be found after a cut at any
 * moment, and each is opened, recovered and checked against what had been told until then.
 *
 * <p>Expected with {@code synchronous=FULL}: nothing that was acknowledged is lost. With NORMAL:
 * what was acknowledged last may be lost, unless all that was written is there, and nothing else is
 * wrong; that it is lost shows that the recorder sees what it should. Deletions and the files'
 * names are taken for flushed at once.
 */
final class PowerCut implements Scenario {
  private static final long WORK_MILLIS = 10_000;

  @Override
  public String name() {
    return "power-cut";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("sqlite");
  }

  @Override
  public List<String> play(Scene scene) throws Exception {
    List<String> wrong = new ArrayList<>(cuts(scene, Door.Flush.EACH_COMMIT));
    wrong.addAll(cuts(scene, Door.Flush.AT_CHECKPOINTS));
    return wrong;
  }

  private List<String> cuts(Scene scene, Door.Flush flush) throws Exception {
    Path folder = Files.createDirectory(scene.folder().resolve(flush.synchronous()));
    Path data = Files.createDirectory(folder.resolve("data"));
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path record = folder.resolve("recording");
    Path library = Preload.compiled(PowerCut.class, "/io/perdure/torture/recorder.c", folder);
    Small small = new Small(Door.file(data.resolve("store.db")).flushing(flush), folder, scene);
    small.migrate();
    Shell.run("cp \"$1\"/store.db* \"$2\" && rm -f \"$2\"/*-shm", data, disk);
    small.work(
        Map.of(
            "LD_PRELOAD", library.toString(),
            "PERDURE_RECORD", record.toString(),
            "PERDURE_RECORD_UNDER", data.toString()),
        2,
        WORK_MILLIS);
    Cuts cuts = new Cuts(folder, flush, scene.chance());
    try (Recording recording = Recording.of(record)) {
      cuts.of(recording, disk);
      scene.say().accept("power-cut with synchronous=" + flush.synchronous() + ": " + cuts);
    }
    return cuts.wrong();
  }
}
