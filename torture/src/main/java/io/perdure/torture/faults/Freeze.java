package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** SIGSTOP for a process until its claims and leases are over, then SIGCONT. */
final class Freeze implements Fault {
  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Member member = stage.crew().any(stage.chance());
    long millis = stage.millis(1800, 4000);
    member.freeze();
    stage.pass(millis);
    member.thaw();
    return member.name() + " for " + millis + " ms";
  }
}
