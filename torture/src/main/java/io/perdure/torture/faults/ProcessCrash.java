package io.perdure.torture.faults;

import io.perdure.torture.Verification;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Stage;
import io.perdure.torture.stage.StuckException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All processes stand still, another copies the SQLite file, its WAL and its shared memory, and all
 * are killed. The copy, which nobody has closed, is checked against the logs of that moment, too.
 */
final class ProcessCrash implements Fault {
  @Override
  public String name() {
    return "process-crash";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("sqlite");
  }

  @Override
  public int everyRounds() {
    return 4;
  }

  @Override
  public String strike(Stage stage) throws Exception {
    stage.crew().freeze();
    Path copy = Files.createTempDirectory(stage.folder(), "copy-");
    Shell.run("cp \"$1\"/store.db* \"$2\" && cp -r \"$1\"/logs \"$2\"", stage.folder(), copy);
    stage.crew().kill();
    stage.crew().replaceDead();
    Findings findings = Verification.ofCopy(copy);
    if (!findings.violations().isEmpty()) {
      throw new StuckException(
          "the copy " + copy.getFileName() + " is wrong: " + findings.violations().get(0));
    }
    Shell.run("rm -r \"$1\"", copy);
    return "copied, killed, and the copy is right: " + findings.counts();
  }
}
