package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** Interrupts for the threads of all processes, wherever they wait. */
final class Interrupts implements Fault {
  private static final int TIMES = 10;

  @Override
  public String name() {
    return "interrupts";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      stage.crew().members().forEach(member -> member.tell("interrupt"));
      stage.pass(stage.millis(1, 60));
    }
    Member any = stage.crew().any(stage.chance());
    return TIMES + " for each thread of all, " + any.name() + " among them";
  }
}
