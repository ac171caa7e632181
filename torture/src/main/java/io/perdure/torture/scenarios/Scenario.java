package io.perdure.torture.scenarios;

import java.util.List;

/** A fault that needs a stage of its own: not one of a mix. */
public interface Scenario {
  /** What it is called on the command line. */
  String name();

  /** Whether it is one for that database: {@code sqlite} or {@code postgres}. */
  boolean suits(String backend);

  /**
   * Plays it to the end.
   *
   * @return what was not as it is expected; empty if all was
   */
  List<String> play(Scene scene) throws Exception;
}
