package io.perdure.torture;

import io.perdure.torture.workload.Backups;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a run: {@code logs} with what every process asked and was told, {@code store.db}
 * or the data of the server, {@code backups}, {@code faults.txt} with what struck when, {@code
 * run.properties} with how it was asked for and how it was left, {@code report.txt}.
 *
 * @param path of it
 */
record RunFolder(Path path) {
  static final String FILE = "store.db";
  static final String LOGS = "logs";

  private static final Pattern FAULT = Pattern.compile("([a-z-]+)=(\\d+)");

  /** A new one. */
  static RunFolder create(Path path) throws IOException {
    if (Files.exists(path)) {
      throw new TortureException(path + " is there already; name a new folder");
    }
    Files.createDirectories(path.resolve(LOGS));
    return new RunFolder(path);
  }

  /** One that a run has left. */
  static RunFolder existing(Path path) {
    if (Files.notExists(path.resolve("run.properties"))) {
      throw new TortureException(path + " is no folder of a run");
    }
    return new RunFolder(path);
  }

  Path logs() {
    return path.resolve(LOGS);
  }

  Path backups() {
    return path.resolve(Backups.FOLDER);
  }

  Path file() {
    return path.resolve(FILE);
  }

  /**
   * Where a server has its data. Root runs it as another user, who must reach the folder: then it
   * is one for temporary files, and the run tells which.
   */
  Path server() throws IOException {
    Optional<String> told = property("server.data");
    if (told.isPresent()) {
      return Path.of(told.get());
    }
    Path data =
        System.getProperty("user.name").equals("root")
            ? Files.createTempDirectory("perdure-torture-postgres-")
            : Files.createDirectories(path.resolve("postgres"));
    property("server.data", data.toString());
    return data;
  }

  Optional<String> property(String name) throws IOException {
    return Optional.ofNullable(properties().getProperty(name));
  }

  void property(String name, String value) throws IOException {
    Properties properties = properties();
    properties.setProperty(name, value);
    try (Writer out = Files.newBufferedWriter(path.resolve("run.properties"))) {
      properties.store(out, "perdure torture");
    }
  }

  /** How often each fault has struck. */
  Map<String, Integer> faults() throws IOException {
    Map<String, Integer> faults = new TreeMap<>();
    Matcher fault = FAULT.matcher(property("faults").orElse(""));
    while (fault.find()) {
      faults.put(fault.group(1), Integer.parseInt(fault.group(2)));
    }
    return faults;
  }

  private Properties properties() throws IOException {
    Properties properties = new Properties();
    Path file = path.resolve("run.properties");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
    }
    return properties;
  }

  /** Adds a line to one of the texts of the run. */
  void write(String text, String line) {
    try {
      Files.writeString(
          path.resolve(text), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
