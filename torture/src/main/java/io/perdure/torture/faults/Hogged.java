package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** All connections of a process are taken, for longer than its store tries again. */
final class Hogged implements Fault {
  @Override
  public String name() {
    return "pool-exhausted";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Member member = stage.crew().any(stage.chance());
    long millis = stage.millis(1000, 4500);
    member.tell("hog " + millis);
    stage.pass(millis);
    return member.name() + " for " + millis + " ms";
  }
}
