package io.perdure.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Pattern STARTED = Pattern.compile("started as process (\\d+)");

  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName(
      "A shop in an SQLite file whose workers are killed loses nothing and repeats nothing")
  void sqlite() {
    Path file = folder.resolve("demo.db");
    String told = proved("--orders", "60", "--kills", "2", "--file", file.toString());
    assertThat(told).contains("./perdure workflows --sqlite " + file);
    assertThat(file).exists();
    assertThat(run("--file", file.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("A shop on Postgres whose workers are killed loses nothing and repeats nothing")
  void postgres() {
    String told = proved("--orders", "60", "--kills", "2", "--postgres", "embedded");
    assertThat(told).contains("On an embedded server").contains("schema perdure_demo_");
  }

  @Test
  @DisplayName("A single worker that is killed is followed by another, which takes over")
  void single() {
    Path file = folder.resolve("single.db");
    String told =
        proved("--orders", "60", "--workers", "1", "--kills", "2", "--file", file.toString());
    assertThat(told)
        // The second may be killed, too, before what the first held expires.
        .containsPattern("worker-[23] has taken over .* from worker-1")
        .containsPattern("worker-3 has taken over .* from worker-2");
  }

  @Test
  @DisplayName("More kills than there can be are refused")
  void tooManyKills() {
    String file = folder.resolve("none.db").toString();
    Answer answer = run("--orders", "3", "--kills", "50", "--file", file);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("charges, too few for the kills");
    assertThat(run("--workers", "0").exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("Postgres without a URL offers the embedded one, and a password is not taken")
  void offers() {
    assertThat(run("--postgres").exitCode()).isEqualTo(2);
    assertThat(run("--postgres").err()).contains("--postgres embedded");
    Answer password = run("--postgres", "jdbc:postgresql://localhost:1/none?password=hunter2");
    assertThat(password.exitCode()).isEqualTo(2);
    assertThat(password.err()).contains("PERDURE_PASSWORD").doesNotContain("hunter2");
  }

  @Test
  @DisplayName("The workers end when the demo that has started them is killed")
  void dieWithTheirParent() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Child.classPath(), Demo.class.getName()));
    command.addAll(List.of("--kills", "0", "--file", folder.resolve("orphan.db").toString()));
    Process demo =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<ProcessHandle> workers = new ArrayList<>();
    try (BufferedReader out = demo.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          workers.add(ProcessHandle.of(Long.parseLong(started.group(1))).orElseThrow());
        }
        if (line.contains("orders begun")) {
          break;
        }
      }
      assertThat(workers).hasSize(3);
      demo.destroyForcibly().waitFor();
      for (ProcessHandle worker : workers) {
        worker.onExit().get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      demo.destroyForcibly();
    }
  }

  private static String proved(String... arguments) {
    Answer answer = run(arguments);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .containsPattern("KILLED with kill -9 \\d+: worker-\\d, holding [1-9]\\d* claim")
        .containsPattern("worker-\\d has taken over order-\\d+ task charge-\\d from worker-\\d")
        .containsPattern("a ghost of worker-\\d, .* is refused")
        .contains("all that was told is there")
        .contains("version 2 is deployed")
        .contains("60 orders (60 ended, 0 under way)")
        .contains("0 timers, 0 tasks")
        .contains("PROVED")
        .doesNotContain("NOT");
    assertThat(answer.exitCode()).isZero();
    return answer.out();
  }

  private static Answer run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Demo.run(printing(out), printing(err), Map.of(), arguments);
    return new Answer(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printing(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private record Answer(int exitCode, String out, String err) {}
}
