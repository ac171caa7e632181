package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** SIGKILL for one of the processes, wherever it is. */
final class KillWorker implements Fault {
  @Override
  public String name() {
    return "kill-worker";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Member member = stage.crew().any(stage.chance());
    member.kill();
    return member.name();
  }
}
