package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayName("Every command, given what is broken or makes no sense,")
class BrokenInputTest {
  private static final int PAGE = 4096;

  /** What each command needs beside a database; a command that is missing here fails. */
  private static final Map<String, List<String>> NEEDS =
      Map.ofEntries(
          Map.entry("workflows", List.of()),
          Map.entry("history", List.of("w")),
          Map.entry("timers", List.of()),
          Map.entry("packages", List.of()),
          Map.entry("import-temporal", List.of("HISTORY")),
          Map.entry("migrate", List.of()),
          Map.entry("plan", List.of()),
          Map.entry("status", List.of()),
          Map.entry("validate", List.of()),
          Map.entry("doctor", List.of()),
          Map.entry("sql", List.of("sqlite")),
          Map.entry("changes", List.of("sqlite")),
          Map.entry("backup", List.of("TARGET")),
          Map.entry("version", List.of()));

  private static final String ANOTHERS = "another's";

  /** Commands that tell what they find in a database of another's. */
  private static final Set<String> LOOKING = Set.of("plan", "status", "validate", "doctor");

  @TempDir private Path folder = Path.of("");

  private static CommandLine line() {
    Console console =
        new Console(
            new ByteArrayOutputStream(),
            new PrintWriter(new StringWriter()),
            Map.of(),
            question -> Optional.empty());
    return Main.commandLine(console);
  }

  static Stream<String> commands() {
    return line().getSubcommands().keySet().stream();
  }

  /** Those that work on a database. */
  static Stream<String> onDatabases() {
    return line().getSubcommands().entrySet().stream()
        .filter(command -> command.getValue().getCommandSpec().findOption("--sqlite") != null)
        .map(Map.Entry::getKey);
  }

  private List<String> call(String command, String... more) throws IOException {
    assertThat(NEEDS).as("what each command needs").containsKey(command);
    List<String> call = new ArrayList<>(List.of(command));
    for (String need : NEEDS.getOrDefault(command, List.of())) {
      call.add(
          switch (need) {
            case "HISTORY" -> history().toString();
            case "TARGET" -> folder.resolve("made/copy.db").toString();
            default -> need;
          });
    }
    call.addAll(List.of(more));
    return call;
  }

  private Path history() throws IOException {
    return Files.writeString(folder.resolve("history.json"), BrokenHistoryTest.WHOLE);
  }

  private static Cli.Answer run(Map<String, String> environment, List<String> call) {
    return new Cli(environment).run(call.toArray(String[]::new));
  }

  private static void assertOneLine(String what, int exitCode, Cli.Answer answer) {
    assertThat(answer.exitCode()).as("%s: %s", what, answer.err()).isEqualTo(exitCode);
    assertThat(answer.out()).as(what).isEmpty();
    assertThat(answer.err())
        .as(what)
        .startsWith("perdure: ")
        .hasLineCount(1)
        .doesNotContain("\tat ", "Exception", "io.perdure", "null");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("says in one line what makes no sense, and exits with 2:")
  void misuse(String command) throws IOException {
    List<List<String>> calls = new ArrayList<>();
    calls.add(call(command, "--invented"));
    calls.add(call(command, "--invented=1"));
    calls.add(call(command, "-Z"));
    CommandLine.Model.CommandSpec spec =
        Objects.requireNonNull(line().getSubcommands().get(command)).getCommandSpec();
    boolean many = spec.positionalParameters().stream().anyMatch(p -> p.arity().max() > 1);
    if (!many) {
      calls.add(call(command, "one", "more", "than", "it", "takes"));
    }
    for (CommandLine.Model.OptionSpec option : spec.options()) {
      if (option.arity().min() > 0) {
        calls.add(call(command, option.longestName()));
        if (!option.type().equals(String.class)
            && !option.type().equals(Path.class)
            && !option.type().equals(Optional.class)
            && !option.type().equals(Stream.class)) {
          for (String nonsense : List.of("", "nonsense", "-1", "99999999999999999999", "\u0000")) {
            calls.add(call(command, "--sqlite", "a.db", option.longestName(), nonsense));
          }
        }
      }
    }
    if (!NEEDS.getOrDefault(command, List.of()).isEmpty()) {
      calls.add(List.of(command));
    }
    for (List<String> call : calls) {
      assertOneLine(call.toString(), 2, run(Map.of(), call));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onDatabases")
  @DisplayName("says in one line what is wrong with its variables:")
  void variables(String command) throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    Path unknown = Files.writeString(folder.resolve("unknown"), "sqlit=a.db\n");
    Path escape = Files.writeString(folder.resolve("escape"), "sqlite=\\u00zz\n");
    Path empty = Files.createFile(folder.resolve("empty"));
    Path two = Files.writeString(folder.resolve("two"), "one\ntwo\n");
    Path zero = Files.writeString(folder.resolve("zero"), "sqlite=a\\u0000b\n");
    String url = "jdbc:postgresql://127.0.0.1:1/none";
    Map<Map<String, String>, Integer> broken = new LinkedHashMap<>();
    broken.put(Map.of(), 2);
    broken.put(Map.of("PERDURE_SQLITE", "a.db", "PERDURE_POSTGRES", url), 2);
    broken.put(Map.of("PERDURE_SQLITE", "a?b"), 2);
    broken.put(Map.of("PERDURE_POSTGRES", "nonsense"), 2);
    broken.put(Map.of("PERDURE_POSTGRES", "jdbc:sqlite:a.db"), 2);
    broken.put(Map.of("PERDURE_POSTGRES", url, "PERDURE_SCHEMA", "a\"b; drop table x; --"), 2);
    broken.put(Map.of("PERDURE_POSTGRES", url, "PERDURE_SCHEMA", "\u202e"), 2);
    broken.put(Map.of("PERDURE_CONFIG", folder.resolve("absent").toString()), 1);
    broken.put(Map.of("PERDURE_CONFIG", folder.toString()), 1);
    broken.put(Map.of("PERDURE_CONFIG", binary.toString()), 1);
    broken.put(Map.of("PERDURE_CONFIG", escape.toString()), 1);
    broken.put(Map.of("PERDURE_CONFIG", unknown.toString()), 2);
    broken.put(Map.of("PERDURE_CONFIG", empty.toString()), 2);
    broken.put(Map.of("PERDURE_CONFIG", zero.toString()), 2);
    for (Path password : List.of(empty, two, binary, folder, folder.resolve("absent"))) {
      broken.put(
          Map.of(
              "PERDURE_POSTGRES",
              url,
              "PERDURE_USER",
              "u",
              "PERDURE_PASSWORD_FILE",
              password.toString()),
          1);
    }
    for (Map.Entry<Map<String, String>, Integer> environment : broken.entrySet()) {
      String what = command + " with " + environment.getKey();
      Cli.Answer answer = run(environment.getKey(), call(command));
      assertThat(answer.exitCode())
          .as("%s: %s", what, answer.err())
          .isEqualTo(environment.getValue());
      assertOneLine(what, environment.getValue(), answer);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onDatabases")
  @DisplayName("refuses a file that is no store with exit code 1, and changes and makes nothing:")
  void brokenDatabases(String command) throws Exception {
    for (Map.Entry<String, byte[]> broken : brokenFiles().entrySet()) {
      String what = command + " on " + broken.getKey();
      Path own = Files.createDirectories(folder.resolve("own " + broken.getKey()));
      Path file = Files.write(own.resolve("store.db"), broken.getValue());
      Files.createDirectories(folder.resolve("made"));
      Map<String, String> before = files(own);
      Cli.Answer answer = run(Map.of("PERDURE_SQLITE", file.toString()), call(command));
      if (!broken.getKey().equals(ANOTHERS) || !LOOKING.contains(command)) {
        assertOneLine(what, 1, answer);
        assertThat(answer.err()).as(what).contains("store.db");
      }
      assertThat(files(own)).as(what).isEqualTo(before);
      assertThat(files(folder.resolve("made"))).as(what).isEmpty();
    }
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Cli.Answer answer = run(Map.of("PERDURE_SQLITE", inner.toString()), call(command));
    assertOneLine(command + " on a folder", 1, answer);
    assertThat(files(inner)).isEmpty();
  }

  private Map<String, byte[]> brokenFiles() throws Exception {
    Path whole = folder.resolve("whole.db");
    if (!Files.exists(whole)) {
      Perdure.sqlite(whole).migrateOnOpen().open().close();
    }
    byte[] bytes = Files.readAllBytes(whole);
    byte[] random = new byte[2 * PAGE];
    new Random(1).nextBytes(random);
    Path other = folder.resolve("other.db");
    Files.deleteIfExists(other);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma application_id = 252006673");
      statement.execute("create table mine (text text)");
    }
    Map<String, byte[]> broken = new LinkedHashMap<>();
    broken.put("random bytes", random);
    broken.put("text", "not a database\n".repeat(500).getBytes(StandardCharsets.UTF_8));
    broken.put("its header", Arrays.copyOf(bytes, 100));
    broken.put("its first page", Arrays.copyOf(bytes, PAGE));
    broken.put(ANOTHERS, Files.readAllBytes(other));
    return broken;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        String name = String.valueOf(file.getFileName());
        // What SQLite makes beside a file that says that it has a log; it says nothing.
        if (!name.endsWith("-shm") && !(name.endsWith("-wal") && Files.size(file) == 0)) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  @DisplayName("does not copy a store to where something is, or nothing can be, and leaves nothing")
  void backupTargets() throws Exception {
    Path store = folder.resolve("store.db");
    Perdure.sqlite(store).migrateOnOpen().open().close();
    Path there = Files.writeString(folder.resolve("there"), "mine");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    for (Path target :
        List.of(
            there,
            inner,
            store,
            folder.resolve("no/such/copy.db"),
            there.resolve("copy.db"),
            Path.of("/"),
            Path.of(""))) {
      Cli.Answer answer =
          run(Map.of("PERDURE_SQLITE", store.toString()), List.of("backup", target.toString()));
      assertOneLine("backup to " + target, 1, answer);
    }
    assertThat(Files.readString(there)).isEqualTo("mine");
    assertThat(files(inner)).isEmpty();
    Files.delete(inner);
    assertThat(files(folder).keySet())
        .allMatch(name -> name.equals("there") || name.startsWith("store.db"));
  }
}
