package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.perdure.Perdure;
import io.perdure.conformance.kit.CommandAnswer;
import io.perdure.conformance.kit.ForeignFile;
import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The torture, given what is broken or makes no sense,")
class BrokenInputTest {
  private static final String LOG = "logs/w0.1.log";

  @TempDir private Path folder = Path.of("");

  /** What somebody does to what a run has left. */
  @FunctionalInterface
  interface Damage {
    void to(Path run) throws Exception;
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        arguments("--invented", "Unknown option"),
        arguments("more", "Unmatched argument"),
        arguments("--backend oracle", "--backend is sqlite or postgres"),
        arguments("--image some", "--image goes with --backend postgres"),
        arguments("--minutes NaN", "--minutes is more than 0"),
        arguments("--minutes Infinity", "--minutes is more than 0"),
        arguments("--minutes 0", "--minutes is more than 0"),
        arguments("--minutes -1", "--minutes is more than 0"),
        arguments("--minutes soon", "not a double"),
        arguments("--rounds -1", "--rounds is 1 to 10000"),
        arguments("--rounds 2000000000", "--rounds is 1 to 10000"),
        arguments("--seed 99999999999999999999", "not a long"),
        arguments("--workers 0", "--workers is 1 to 64"),
        arguments("--workers 65", "--workers is 1 to 64"),
        arguments("--faults earthquake", "no fault \"earthquake\"; there are kill-worker"),
        arguments("--faults kill-worker,kill-postmaster", "kill-postmaster is not one for sqlite"),
        arguments("--backend postgres --faults power-cut", "power-cut is not one for postgres"),
        arguments("--folder FILE", "is there already; name a new folder"),
        arguments("--folder FILE/inside", "no folder"),
        arguments("--verify", "Expected parameter for option '--verify'"),
        arguments("--verify FILE", "is no folder of a run"),
        arguments("--verify FILE/inside", "is no folder of a run"),
        arguments("--verify HERE", "is no folder of a run"),
        arguments("--verify HERE/absent", "is no folder of a run"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("says in one line what makes no sense, and begins nothing:")
  void commands(String command, String message) throws IOException {
    ForeignFile foreign = ForeignFile.in(folder);
    boolean named = command.contains("--folder");
    assertRefused(message, foreign.words(named ? command : command + " --folder HERE/new"));
    foreign.assertUntouched();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("not a folder of a run", run -> Files.delete(run.resolve("run.properties"))),
        damage("no logs", run -> delete(run.resolve("logs")), "no folder of a run"),
        damage("all logs gone", run -> Files.delete(run.resolve(LOG)), "logs are not as the run"),
        damage(
            "all logs gone, no seal", unsealed(run -> Files.delete(run.resolve(LOG))), "nothing"),
        damage("log empty", unsealed(run -> Files.writeString(run.resolve(LOG), "")), "nothing"),
        damage("log cut", run -> cut(run.resolve(LOG), 700), "logs are not as the run"),
        damage("log cut at its end", run -> cut(run.resolve(LOG), -3), "logs are not as the run"),
        damage("log spliced", unsealed(run -> splice(run.resolve(LOG))), "w0.1.log:"),
        damage("one byte", run -> flip(run.resolve(LOG), 10), "logs are not as the run"),
        damage("one byte, no seal", unsealed(run -> flip(run.resolve(LOG), 30)), "w0.1.log:1 is"),
        damage("first word", unsealed(run -> flip(run.resolve(LOG), 0)), "w0.1.log:1 is not"),
        damage("nonsense", unsealed(run -> text(run.resolve(LOG), "one\ntwo\n")), "w0.1.log:1 is"),
        damage("no text", unsealed(run -> flip(run.resolve(LOG), -1)), " is not a text"),
        damage("strange log", unsealed(run -> text(run.resolve("logs/my.log"), "a\n")), "my.log"),
        damage("store gone", run -> Files.delete(run.resolve("store.db")), "is gone"),
        damage("store empty", run -> text(run.resolve("store.db"), ""), "cannot be verified"),
        damage(
            "store no database",
            run -> text(run.resolve("store.db"), "not a database\n".repeat(500)),
            "cannot be opened as a store"),
        damage("store cut", run -> cut(run.resolve("store.db"), 40_000), "cannot be verified"),
        damage("another's store", BrokenInputTest::another, "is not the store of that run"),
        damage("no backend", properties("backend=sqlite", "x=y"), "names no backend"),
        damage("other backend", properties("backend=sqlite", "backend=oracle"), "no backend"),
        damage("no server", properties("backend=sqlite", "backend=postgres"), "is gone"),
        damage("no database", properties("database=", "x="), "has no database"),
        damage("state", properties("state=CUT", "state=ODD"), "no state that there is"),
        damage("escape", properties("state=CUT", "state=\\u00zz"), "cannot be read"),
        damage("container", properties("state=CUT", "image=postgres\\:17"), "container"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  @DisplayName("verifies nothing, says in one line why, and changes nothing:")
  void damages(String what, Damage damage, String message) throws Exception {
    Path run = run();
    damage.to(run);
    Map<String, String> before = files(run);
    assertRefused(message, "--verify", run.toString());
    assertThat(files(run)).isEqualTo(before);
  }

  @Test
  @DisplayName("verifies a run that is whole, and one that was itself killed while it wrote a line")
  void whole() throws Exception {
    Path run = run();
    assertThat(verified(run)).contains("violations: 0");
    Files.delete(run.resolve("logs.sha256"));
    Files.writeString(run.resolve(LOG), "told 99999 a-1 DO", StandardOpenOption.APPEND);
    assertThat(verified(run)).contains("violations: 0");
  }

  private static String verified(Path run) {
    CommandAnswer answer = CommandAnswer.of(Torture::run, "--verify", run.toString());
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).isEmpty();
    return answer.out();
  }

  private static void assertRefused(String message, String... arguments) {
    CommandAnswer answer = CommandAnswer.of(Torture::run, arguments);
    answer.assertRefused("perdure torture", message);
    assertThat(answer.out()).isEmpty();
  }

  /** What a run leaves. */
  private Path run() throws Exception {
    Path run = folder.resolve("run");
    RunFolder kept = RunFolder.create(run);
    SmallRun.in(run);
    kept.property(RunFolder.BACKEND, "sqlite");
    kept.property(RunFolder.DATABASE, "SQLite");
    kept.property(RunFolder.STORE, Door.file(kept.file()).identity());
    kept.property("state", "CUT");
    kept.seal().write();
    return run;
  }

  private static Arguments damage(String what, Damage damage, String message) {
    return arguments(what, damage, message);
  }

  private static Arguments damage(String what, Damage damage) {
    return arguments(what, damage, what.replace("not a", "is no"));
  }

  /** The same to a run that was itself killed. */
  private static Damage unsealed(Damage damage) {
    return run -> {
      Files.delete(run.resolve("logs.sha256"));
      damage.to(run);
    };
  }

  private static Damage properties(String line, String other) {
    return run -> {
      Path file = run.resolve("run.properties");
      text(file, Files.readString(file).replace(line, other));
    };
  }

  private static void another(Path run) throws IOException {
    Files.delete(run.resolve("store.db"));
    Perdure.sqlite(run.resolve("store.db")).migrateOnOpen().open().close();
  }

  private static void text(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  /** To so many bytes, or by so many. */
  private static void cut(Path file, int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int length = bytes < 0 ? whole.length + bytes : bytes;
    Files.write(file, Arrays.copyOf(whole, length));
  }

  /** Takes the middle of two lines away. */
  private static void splice(Path file) throws IOException {
    String all = Files.readString(file);
    int line = all.indexOf('\n');
    text(file, all.substring(0, line - 5) + all.substring(all.indexOf('\n', line + 1) - 5));
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length / 2 : at] ^= (byte) (at < 0 ? 0x80 : 1);
    Files.write(file, bytes);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** All files, but what SQLite makes beside one that it reads; that says nothing. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith("-shm") && !file.toString().endsWith("-wal")) {
          files.put(
              folder.relativize(file).toString(),
              HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }
}
