package io.perdure.torture.faults;

import io.perdure.torture.stage.Member;
import io.perdure.torture.stage.Stage;

/** A process that ends itself between two statements, wherever a number from the seed falls. */
final class KillAtStatement implements Fault {
  private static final int POINTS = 120;

  @Override
  public String name() {
    return "kill-at-statement";
  }

  @Override
  public String strike(Stage stage) throws Exception {
    Member victim = stage.crew().any(stage.chance());
    Member halting = stage.crew().replaceHalting(victim, 1L + stage.chance().nextInt(POINTS));
    halting.awaitEnd();
    return halting.name() + " " + halting.lastWords().orElse("without a word");
  }
}
