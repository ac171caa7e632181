package io.perdure.bench.profile;

/** On what a caller spends its time. */
public enum Part {
  /** In SQLite's native code, or waiting for the Postgres server to answer. */
  DATABASE("in the database"),
  /** In the Java of the JDBC driver, and in what of the JDK that calls. */
  DRIVER("in the driver"),
  /** In the code of whoever is profiled, and in what of the JDK that calls. */
  OWN("in its own code"),
  /** In other libraries, and in what of the JDK none of them has called. */
  OTHER("in other libraries and the JDK"),
  /** In the bench, which makes what is written. */
  BENCH("in the bench"),
  /** Without running: for a lock, a turn or another thread. */
  WAITING("waiting for other callers"),
  /** Of which there is no sample. */
  UNSEEN("not seen");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  /** The part as people read it. */
  public String words() {
    return words;
  }
}
