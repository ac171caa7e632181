package io.perdure.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A changelog, and what it leads to.
 *
 * @param path the master file, on the class path
 * @param changes what {@code perdure_schema} holds when all of it was applied
 * @param printed whether its SQL was printed in the build, so that a new database needs no
 *     Liquibase
 */
record Changelog(String path, List<Change> changes, boolean printed) {
  static final String FOLDER = "io/perdure/schema/";
  static final String PATH = FOLDER + "changelog.xml";
  static final String VERSIONS = "versions.txt";
  static final String CATALOG = "catalog.txt";

  /** Label of change sets that run after the commit: index builds that block nobody. */
  static final String AFTER_COMMIT = "after-commit";

  static Changelog own() {
    return new Changelog(PATH, lines(VERSIONS).stream().map(Change::parse).toList(), true);
  }

  /** The version that it leads to. */
  long version() {
    return changes.stream().mapToLong(Change::version).max().orElse(0);
  }

  /** A file of this folder, whole. */
  static String text(String name) {
    try (InputStream in = Changelog.class.getResourceAsStream("/" + FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("The build did not make " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SchemaException("Cannot read " + name, e);
    }
  }

  static List<String> lines(String name) {
    return Arrays.stream(text(name).split("\n", -1)).filter(line -> !line.isEmpty()).toList();
  }
}
