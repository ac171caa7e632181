package io.perdure.torture.stage;

import io.perdure.conformance.kit.Halt;
import io.perdure.conformance.kit.SameJava;
import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.WorkerProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of workers, seen from outside. It ends when this process does. Thread-safe. */
public final class Member implements AutoCloseable {
  private static final long PATIENCE = Duration.ofSeconds(90).toNanos();

  private final String name;
  private final Process process;
  private final PrintWriter in;
  private boolean ready;
  private boolean drained;
  private boolean killed;
  private long done;
  private Optional<String> lastWords = Optional.empty();

  private Member(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    Thread reader = new Thread(this::listen, "hears-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  static Member start(WorkerProcess.Mission mission, Door door, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SameJava.program());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true"));
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", SameJava.classPath(), WorkerProcess.class.getName()));
    command.addAll(mission.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(door.environment());
    builder.environment().putAll(environment);
    File errors = mission.logs().resolve(mission.name() + ".err").toFile();
    return new Member(mission.name(), builder.redirectError(errors).start());
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      // It is gone.
    }
    synchronized (this) {
      notifyAll();
    }
  }

  private synchronized void hear(String line) {
    if (line.equals("ready")) {
      ready = true;
    } else if (line.equals("drained")) {
      drained = true;
    } else if (line.startsWith("done ")) {
      done = Long.parseLong(line.substring("done ".length()));
    } else if (line.startsWith(Halt.SAID)) {
      lastWords = Optional.of(line.substring(Halt.SAID.length()));
    }
    notifyAll();
  }

  /** Its slot and incarnation. */
  public String name() {
    return name;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it lives. */
  public boolean lives() {
    return process.isAlive();
  }

  /** At which statement it has halted, if it has. */
  public synchronized Optional<String> lastWords() {
    return lastWords;
  }

  /** Tells it a line. */
  public void tell(String line) {
    in.println(line);
  }

  /** Sends it SIGKILL and waits for its end. */
  public void kill() throws InterruptedException {
    synchronized (this) {
      killed = true;
    }
    process.destroyForcibly().waitFor();
  }

  /** Whether it was killed from here. */
  public synchronized boolean wasKilled() {
    return killed;
  }

  /** Sends it SIGSTOP. */
  public void freeze() throws IOException, InterruptedException {
    Signals.send("STOP", pid());
  }

  /** Sends it SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    Signals.send("CONT", pid());
  }

  /** Waits until more was acknowledged to it than now. */
  public void awaitProgress() throws InterruptedException {
    long now = done();
    await("is acknowledged something", () -> ready && done > now);
  }

  /** Waits until it says that all is worked off. */
  public void awaitDrained() throws InterruptedException {
    await("has drained", () -> drained);
  }

  /** How many operations it says were acknowledged. */
  public synchronized long done() {
    return done;
  }

  /** Waits for its end. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
      throw new StuckException(name + " does not end");
    }
    return process.exitValue();
  }

  private synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (!process.isAlive()) {
        throw new StuckException(
            name
                + " has ended by itself, exit code "
                + process.exitValue()
                + ", see "
                + name
                + ".err");
      }
      if (left <= 0) {
        throw new StuckException("waited for a minute and a half that " + name + " " + what);
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
