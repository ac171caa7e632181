package io.perdure.demo;

import io.perdure.demo.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The shop's process, spoken with in lines. It ends when this process does: its standard input ends
 * then.
 */
final class Child implements AutoCloseable {
  private static final Optional<String> END = Optional.empty();

  private final Process process;
  private final PrintWriter in;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private boolean ended;
  private long lastHeard = System.nanoTime();

  private Child(Process process) {
    this.process = process;
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    Thread reader = new Thread(this::readLines, "child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static Child start(Place place, long seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), Shop.class.getName(), Long.toString(seed)));
    command.addAll(place.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(place.environment());
    return new Child(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void readLines() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // It is gone.
    }
    lines.add(END);
  }

  long pid() {
    return process.pid();
  }

  void say(String line) {
    in.println(line);
  }

  /**
   * Its next line, or nothing if it says nothing for so long, or has ended; see {@link #hasEnded}.
   */
  Optional<String> hear(Duration patience) throws InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    Optional<Optional<String>> line =
        Optional.ofNullable(lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    ended = line.filter(Optional::isEmpty).isPresent();
    lastHeard = line.isPresent() ? System.nanoTime() : lastHeard;
    return line.flatMap(said -> said);
  }

  /** Whether it has ended and all that it said was heard. */
  boolean hasEnded() {
    return ended;
  }

  /** When it has said something last, by {@link System#nanoTime}; its start, if it never has. */
  long lastHeard() {
    return lastHeard;
  }

  /** Sends it SIGKILL and answers its exit code: no hook and no {@code finally} runs in it. */
  int kill() throws InterruptedException {
    process.destroyForcibly();
    return process.waitFor();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
