package io.perdure.torture.faults;

import io.perdure.torture.stage.Stage;

/** SIGKILL for all processes at once. */
final class KillAll implements Fault {
  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    stage.crew().freeze(); // so that all are where they are at one moment
    stage.crew().kill();
    return stage.crew().members().size() + " processes";
  }
}
