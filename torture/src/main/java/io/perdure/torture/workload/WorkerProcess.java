package io.perdure.torture.workload;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Halt;
import io.perdure.store.Store;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.TruthLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;

/**
 * A process of workers. It says {@code ready} when its store is open, {@code done N} twice a
 * second, and {@code drained} if it was to drain and has. It is told on its standard input {@code
 * stop}, {@code clock MILLIS}, {@code interrupt}, {@code hog MILLIS}, and ends when that ends.
 */
public final class WorkerProcess {
  private static final int THREADS = 3;

  private final PrintStream voice = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong clockMillis = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final Hog hog = new Hog();
  private final Mission mission;
  private volatile boolean stopped;

  /**
   * What a process is to do.
   *
   * @param logs the folder of the logs
   * @param name of its own log: slot and incarnation
   * @param seed of what it does
   * @param task {@code work}, {@code halt:N} to end itself at the N-th statement, or {@code drain}
   * @param address of the store
   */
  public record Mission(Path logs, String name, long seed, String task, String address) {
    /** As arguments of the process. */
    public List<String> arguments() {
      return List.of(logs.toString(), name, Long.toString(seed), task, address);
    }

    private static Mission of(String[] args) {
      return new Mission(Path.of(args[0]), args[1], Long.parseLong(args[2]), args[3], args[4]);
    }
  }

  private WorkerProcess(Mission mission) {
    this.mission = mission;
  }

  /** Runs a process; see {@link Mission}. */
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    Thread.setDefaultUncaughtExceptionHandler(WorkerProcess::fail);
    new WorkerProcess(Mission.of(args)).run();
    Runtime.getRuntime().halt(0); // the thread that reads cannot be interrupted
  }

  private static void fail(Thread thread, Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(3);
  }

  private void run() throws Exception {
    daemon("commands", this::listen);
    daemon("progress", this::tell);
    Door door = Door.told(mission.address());
    try (TruthLog log = TruthLog.in(mission.logs().resolve(mission.name() + Books.LOG))) {
      if (mission.task().startsWith("halt:")) {
        halt(door, log, Long.parseLong(mission.task().substring("halt:".length())));
        return;
      }
      try (Perdure perdure = door.forWorkers().clockOffset(this::offset).open()) {
        work(perdure, log);
      }
    }
  }

  private void work(Perdure perdure, TruthLog log) throws IOException, InterruptedException {
    Store store = perdure.namespace(Door.NAMESPACE);
    voice.println("ready");
    if (mission.task().equals("drain")) {
      Desk desk = new Desk(store, log, mission.name() + "a", done);
      new Drain(desk, new Random(mission.seed())).run();
      voice.println("drained");
      return;
    }
    askAgain(new Desk(store, log, mission.name() + "r", done));
    hog.from(store);
    Optional<Backups> backups = Backups.of(perdure, mission);
    for (int i = 0; i < THREADS; i++) {
      Desk desk = new Desk(store, log, mission.name() + (char) ('a' + i), done).backingUp(backups);
      threads.add(
          new Thread(new Worker(desk, mission.seed() * 31 + i, () -> stopped), "worker-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Asks again for some of what the incarnation before was never told. */
  private void askAgain(Desk desk) throws IOException {
    String[] name = mission.name().split("\\.", 2);
    String before = name[0] + "." + (Integer.parseInt(name[1]) - 1) + ".";
    for (Entry entry : Books.in(mission.logs(), before).entries()) {
      boolean again =
          entry.open()
              && Desk.repeatable(entry.op())
              && entry.op().effects().stream().noneMatch(Hand::isNeededBy);
      if (again) {
        desk.again(entry.op());
      }
    }
  }

  /** One thread works until it ends the process at one of its statements, and says at which. */
  private void halt(Door door, TruthLog log, long point) throws Exception {
    try (Halt halt =
        door.server()
            ? Halt.onServer(door.urlWithUser(), source -> Perdure.postgres(source).open(), voice)
            : Halt.inFile(door.forWorkers().open(), voice)) {
      Store store = halt.perdure().namespace(Door.NAMESPACE);
      voice.println("ready");
      Desk desk = new Desk(store, log, mission.name() + "h", done);
      Worker worker = new Worker(desk, mission.seed(), () -> stopped);
      worker.rehearse();
      halt.at(point);
      worker.run();
    }
  }

  private Duration offset() {
    return Duration.ofMillis(clockMillis.get());
  }

  private void listen() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "stop" -> stopped = true;
          case "clock" -> clockMillis.set(Long.parseLong(words[1]));
          case "interrupt" -> threads.forEach(Thread::interrupt);
          case "hog" -> hog.take(Duration.ofMillis(Long.parseLong(words[1])));
          default -> throw new IllegalArgumentException(line);
        }
      }
    } catch (IOException e) {
      // Nobody tells any more.
    }
    Runtime.getRuntime().halt(1); // whoever started this process is gone
  }

  private void tell() {
    while (true) {
      voice.println("done " + done.get());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
