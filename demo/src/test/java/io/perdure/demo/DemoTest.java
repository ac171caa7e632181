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
  @DisplayName("A shop in an SQLite file that is killed loses nothing")
  void sqlite() {
    Path file = folder.resolve("demo.db");
    String told = proved("--orders", "60", "--kills", "1", "--file", file.toString());
    assertThat(told).contains("./perdure workflows --sqlite " + file);
    assertThat(file).exists();
    assertThat(run("--file", file.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("A shop on Postgres that is killed loses nothing")
  void postgres() {
    String told = proved("--orders", "60", "--kills", "1", "--postgres", "embedded");
    assertThat(told).contains("On an embedded server").contains("schema perdure_demo_");
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
  @DisplayName("The shop ends when the demo that has started it is killed")
  void diesWithItsParent() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Child.classPath(), Demo.class.getName()));
    command.addAll(List.of("--kills", "0", "--file", folder.resolve("orphan.db").toString()));
    Process demo =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = demo.inputReader(StandardCharsets.UTF_8)) {
      long shop = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher started = STARTED.matcher(line);
        shop = started.find() ? Long.parseLong(started.group(1)) : shop;
        if (line.contains("orders begun")) {
          break;
        }
      }
      assertThat(shop).isPositive();
      ProcessHandle handle = ProcessHandle.of(shop).orElseThrow();
      demo.destroyForcibly().waitFor();
      handle.onExit().get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      demo.destroyForcibly();
    }
  }

  private static String proved(String... arguments) {
    Answer answer = run(arguments);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("KILLED with kill -9")
        .contains("all that was told is there")
        .contains("it goes on")
        .contains("version 2 is deployed")
        .contains("60 orders (60 ended, 0 under way)")
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
