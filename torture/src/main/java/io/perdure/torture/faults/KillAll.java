package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** SIGKILL for all processes at once. */
final class KillAll implements Fault {
  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    for (Member member : stage.crew().members()) {
      member.freeze(); // so that all are where they are at one moment
    }
    for (Member member : stage.crew().members()) {
      member.kill();
    }
    return stage.crew().members().size() + " processes";
  }
}
