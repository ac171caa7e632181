package io.perdure.conformance.kit;

import java.nio.file.Path;

/** What begins a further process on the Java and the classes of this one. */
public final class SameJava {
  private SameJava() {}

  /** The program. */
  public static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The class path, also where the build hands it over by other ways than the command line. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
