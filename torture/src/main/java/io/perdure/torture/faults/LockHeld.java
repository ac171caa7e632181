package io.perdure.torture.faults;

import io.perdure.conformance.kit.SameJava;
import io.perdure.torture.stage.Shell;
import io.perdure.torture.stage.Stage;
import io.perdure.torture.workload.LockProcess;

/** Another process has the write lock of an SQLite file, for longer than stores try again. */
final class LockHeld implements Fault {
  @Override
  public String name() {
    return "lock-held";
  }

  @Override
  public boolean suits(String backend) {
    return backend.equals("sqlite");
  }

  @Override
  public int everyRounds() {
    return 2;
  }

  @Override
  public String strike(Stage stage) throws Exception {
    long millis = stage.millis(1000, 6000);
    Shell.run(
        "exec \"$1\" -cp \"$2\" \"$3\" \"$4\" \"$5\"",
        SameJava.program(),
        SameJava.classPath(),
        LockProcess.class.getName(),
        stage.site().direct().address(),
        millis);
    return "for " + millis + " ms";
  }
}
