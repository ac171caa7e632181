package io.perdure.conformance.kit;

/** What is told of the statements that an engine runs, on the thread that runs them. */
@FunctionalInterface
public interface Ear {
  /** A statement is about to run. */
  void before(String sql);

  /** A statement has run. */
  default void after(String sql) {}
}
