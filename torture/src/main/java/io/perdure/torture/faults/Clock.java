package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** The store's clock of one process jumps, forth or back, and after a while is right again. */
final class Clock implements Fault {
  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Member member = stage.crew().any(stage.chance());
    long millis = stage.millis(-30_000, 30_000);
    member.tell("clock " + millis);
    stage.pass(stage.millis(500, 2000));
    member.tell("clock 0");
    return member.name() + " by " + millis + " ms";
  }
}
