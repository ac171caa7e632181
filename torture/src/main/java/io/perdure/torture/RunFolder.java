package io.perdure.torture;

import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Findings;
import io.perdure.torture.stage.PostgresSite;
import io.perdure.torture.stage.Site;
import io.perdure.torture.stage.SqliteSite;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Backups;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a run: {@code logs} with what every process asked and was told, {@code store.db}
 * or the data of the server, {@code backups}, {@code faults.txt} with what struck when, {@code
 * run.properties} with how it was asked for and how it was left, {@code logs.sha256} with what the
 * logs were when the last process had ended, {@code report.txt}.
 *
 * @param path of it
 */
record RunFolder(Path path) {
  static final String FILE = "store.db";
  static final String LOGS = "logs";

  /** What is known of a run, by name. */
  static final String BACKEND = "backend";

  static final String DATABASE = "database";
  static final String SERVER = "server.data";
  static final String STORE = "store";

  private static final String PROPERTIES = "run.properties";
  private static final Pattern FAULT = Pattern.compile("([a-z-]+)=(\\d{1,9})");

  /** A new one. */
  static RunFolder create(Path path) throws IOException {
    if (Files.exists(path)) {
      throw new TortureException("\"" + path + "\" is there already; name a new folder");
    }
    try {
      Files.createDirectories(path.resolve(LOGS));
    } catch (IOException e) {
      throw new TortureException("no folder " + path + " can be made: " + e);
    }
    return new RunFolder(path);
  }

  /** One that a run has left, with its logs and its database. */
  static RunFolder existing(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(path.resolve(PROPERTIES)) || !Files.isDirectory(folder.logs())) {
      throw new TortureException(
          path + " is no folder of a run: it has no " + PROPERTIES + " or no " + LOGS);
    }
    if (folder.property(DATABASE).isEmpty()) {
      throw new TortureException(
          path
              + " has no database: a run of scenarios compares each at once, see report.txt, and"
              + " one that ended before it began has nothing to verify");
    }
    if (!folder.property("image").orElse("").isEmpty()) {
      throw new TortureException("its database went with the container that it was in");
    }
    Path data =
        switch (folder.property(BACKEND).orElse("")) {
          case "sqlite" -> folder.file();
          case "postgres" -> Path.of(folder.property(SERVER).orElse("nowhere"), "db");
          default -> throw new TortureException(PROPERTIES + " names no backend that there is");
        };
    if (Files.notExists(data)) {
      throw new TortureException("the database of the run is gone: there is no " + data);
    }
    folder.seal().check();
    return folder;
  }

  /** The database that the run has left. */
  Site site() throws IOException {
    return property(BACKEND).orElseThrow().equals("postgres")
        ? PostgresSite.on(server())
        : new SqliteSite(file());
  }

  /** What is there, compared with what was told. */
  Findings compared(Door door, Books books) throws IOException, SQLException {
    Checker.State state = Checker.State.CUT;
    Optional<String> left = property("state");
    if (left.isPresent()) {
      state =
          Arrays.stream(Checker.State.values())
              .filter(known -> known.name().equals(left.get()))
              .findFirst()
              .orElseThrow(() -> new TortureException(PROPERTIES + " has no state that there is"));
    }
    return Verification.of(door, books, state, property(STORE));
  }

  /** What the logs were when the run had ended. */
  Seal seal() {
    return new Seal(path.resolve("logs.sha256"), logs());
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
    Optional<String> told = property(SERVER);
    if (told.isPresent()) {
      return Path.of(told.get());
    }
    Path data =
        System.getProperty("user.name").equals("root")
            ? Files.createTempDirectory("perdure-torture-postgres-")
            : Files.createDirectories(path.resolve("postgres"));
    property(SERVER, data.toString());
    return data;
  }

  Optional<String> property(String name) throws IOException {
    return Optional.ofNullable(properties().getProperty(name));
  }

  void property(String name, String value) throws IOException {
    Properties properties = properties();
    properties.setProperty(name, value);
    try (Writer out = Files.newBufferedWriter(path.resolve(PROPERTIES))) {
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
    Path file = path.resolve(PROPERTIES);
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new TortureException(file + " cannot be read: " + e.getMessage());
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
