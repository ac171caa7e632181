package io.perdure.conformance.kit;

import io.perdure.OpenOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another process that has the same database, spoken with in lines. Its standard error is that of
 * the tests. It ends by itself when the tests' process ends in whatever way.
 */
public final class Child implements AutoCloseable {
  static final int HEAP_MEBIBYTES = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String END = "\0end";

  private final Process process;
  private final PrintWriter in;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile boolean killed;

  private Child(Process process) {
    this.process = process;
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    Thread reader = new Thread(this::readLines, "child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static Child start(
      int heapMebibytes,
      Class<?> main,
      String backend,
      String address,
      Duration offset,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SameJava.program());
    command.addAll(
        List.of("-Xmx" + heapMebibytes + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true"));
    command.addAll(List.of("-cp", SameJava.classPath(), main.getName()));
    command.addAll(List.of(backend, address, offset.toString()));
    command.addAll(Arrays.asList(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private void readLines() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // Whoever kills it closes its output, too.
      if (!killed) {
        lines.add("unreadable: " + e);
      }
    }
    lines.add(END);
  }

  /** Says a line to its standard input. */
  public void say(String line) {
    in.println(line);
  }

  /**
   * Waits for the next line of its standard output.
   *
   * @throws AssertionError if it ended, or said nothing for a minute
   */
  public String hear() throws InterruptedException {
    String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the other process said nothing for " + PATIENCE);
    }
    if (line.equals(END)) {
      lines.add(END);
      throw new AssertionError("the other process ended, exit code " + process.waitFor());
    }
    return line;
  }

  /** Ends it at once, as a power switch would: no hook and no {@code finally} runs in it. */
  public void kill() throws InterruptedException {
    killed = true;
    process.destroyForcibly().waitFor();
  }

  /** Closes its standard input, waits for its end and answers its exit code. */
  public int end() throws InterruptedException {
    in.close();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the other process did not end within " + PATIENCE);
    }
    return process.exitValue();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** In the other process: begins to open the database that {@code main} was given. */
  public static OpenOptions<?> door(String[] args) throws Exception {
    Duration offset = offset(args);
    return site(args).door().clockOffset(() -> offset);
  }

  /** In the other process: the address of the server that has the database, if one has it. */
  static Optional<String> server(String[] args) throws Exception {
    boolean server = Backends.get(args[0]).capabilities().contains(Capability.SERVER);
    return server ? site(args).jdbcUrl() : Optional.empty();
  }

  /** In the other process: how far the test has moved the clock. */
  static Duration offset(String[] args) {
    return Duration.parse(args[2]);
  }

  private static Backend.Site site(String[] args) throws Exception {
    return Backends.get(args[0]).at(args[1]);
  }

  /** In the other process: the arguments of the test. */
  public static List<String> arguments(String[] args) {
    return List.of(args).subList(3, args.length);
  }

  /** In the other process: the lines that the test says; at their end it should end, too. */
  public static BufferedReader heard() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /** In the other process: says lines to the test. */
  public static PrintStream voice() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }
}
