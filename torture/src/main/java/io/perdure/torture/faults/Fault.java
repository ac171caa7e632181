package io.perdure.torture.faults;

import io.perdure.torture.stage.Stage;

/** Something that strikes while everybody works. */
public interface Fault {
  /** What it is called on the command line. */
  String name();

  /** Whether it can strike that database: {@code sqlite} or {@code postgres}. */
  default boolean suits(String backend) {
    return true;
  }

  /** It strikes in each so many-th round only. */
  default int everyRounds() {
    return 1;
  }

  /**
   * Strikes once. Afterwards the database is there, and whoever died may be replaced.
   *
   * @return what was done, for people
   */
  String strike(Stage stage) throws Exception;
}
