package io.perdure.demo;

import io.perdure.demo.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process of the shop, spoken with in lines. It ends when this process does: its standard input
 * ends then.
 */
final class Child {
  private final String name;
  private final Process process;
  private final PrintWriter in;
  private boolean killed;

  /**
   * A line that a child has said.
   *
   * @param child which
   * @param line what; empty when it has ended and says nothing more
   */
  record Said(Child child, Optional<String> line) {}

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts one; a thread of its own hands on what it says. */
  static Child start(String name, URI bank, long seed, Place place, Consumer<Said> heard)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), Shop.class.getName()));
    command.addAll(List.of(name, bank.toString(), Long.toString(seed)));
    command.addAll(place.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(place.environment());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Child child = new Child(name, process);
    Thread reader = new Thread(() -> child.readLines(heard), name);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void readLines(Consumer<Said> heard) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        heard.accept(new Said(this, Optional.of(line)));
      }
    } catch (IOException e) {
      // It is gone.
    }
    heard.accept(new Said(this, Optional.empty()));
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  void say(String line) {
    in.println(line);
  }

  /** Sends it SIGKILL and answers its exit code: no hook and no {@code finally} runs in it. */
  int kill() throws InterruptedException {
    killed = true;
    process.toHandle().destroyForcibly(); // the process itself would close what it has said unread
    return process.waitFor();
  }

  boolean isKilled() {
    return killed;
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public String toString() {
    return name;
  }
}
