package io.perdure.torture.workload;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.NewEvent;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with very many callers of one store at a time: of append, then of awaitTask and
 * awaitDue, then of those two again, who are interrupted. It says how many were answered and how,
 * and exits with 1 if somebody was not, or not as the contracts say.
 */
public final class Crowd {
  /** What each line begins with that it says. */
  public static final String SAYS = "crowd: ";

  private static final Duration RETRY_FOR = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofHours(1);

  /** Beyond what each call may take by itself: for so many threads to have their turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String CUT_OFF = "cut off";

  /** The first Java that has virtual threads. */
  private static final int VIRTUAL_THREADS = 21;

  private static final int POOL = 4;
  private static final long SMALL_STACK = 128 << 10;

  private final Store store;
  private final int callers;
  private boolean wrong;

  private Crowd(Store store, int callers) {
    this.store = store;
    this.callers = callers;
  }

  /** Something that every caller does once; its answer is counted. */
  private interface Call {
    String make(int caller);
  }

  /** Takes the address and the number of callers. */
  public static void main(String[] args) throws Exception {
    Door door = Door.told(args[0]);
    try (Perdure perdure = door.pooled(POOL).retryFor(RETRY_FOR).migrateOnOpen().open()) {
      Crowd crowd = new Crowd(perdure.namespace("crowd"), Integer.parseInt(args[1]));
      crowd.append();
      crowd.await();
      crowd.interrupt();
      System.out.println(SAYS + "heap at the end " + usedMiB() + " MiB of " + mostMiB() + " MiB");
      Runtime.getRuntime().halt(crowd.wrong ? 1 : 0);
    }
  }

  private void append() throws InterruptedException {
    Map<String, Integer> answers =
        all("append", caller -> append(workflow(caller)), Set.of("done", "busy"));
    long there = 0;
    for (int caller = 0; caller < callers; caller++) {
      there += store.history().head(workflow(caller));
    }
    if (there != answers.getOrDefault("done", 0)) {
      wrong("of the appends " + there + " are there");
    }
  }

  private static WorkflowId workflow(int caller) {
    return WorkflowId.of("crowd-" + caller);
  }

  private String append(WorkflowId workflow) {
    NewEvent event = NewEvent.of("came", Payload.json("{}"), Instant.EPOCH);
    store.history().append(Append.to(workflow).at(0).events(List.of(event)));
    return "done";
  }

  /** A task comes for half of them; for the others nothing does, until their time is over. */
  private void await() throws InterruptedException {
    Thread enqueuer =
        start(
            () -> {
              pause(Duration.ofSeconds(2));
              store.tasks().enqueue(NewTask.of(TaskKey.of("one"), "crowd-0", Payload.json("{}")));
            });
    Map<String, Integer> answers =
        all(
            "awaitTask and awaitDue",
            caller -> waited(caller, WAIT),
            Set.of("woken", "in vain", "busy"));
    enqueuer.join();
    if (answers.getOrDefault("woken", 0) == 0) {
      wrong("nobody was woken");
    }
  }

  private String waited(int caller, Duration atMost) {
    boolean woken =
        caller % 4 == 3 ? store.awaitDue(atMost) : store.awaitTask("crowd-" + caller % 2, atMost);
    return woken ? "woken" : "in vain";
  }

  private void interrupt() throws InterruptedException {
    List<Thread> waiting = new ArrayList<>();
    CountDownLatch everybody = new CountDownLatch(callers);
    Thread interrupter =
        start(
            () -> {
              try {
                everybody.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              pause(Duration.ofSeconds(2));
              synchronized (waiting) {
                waiting.forEach(Thread::interrupt);
              }
            });
    all(
        "interrupts in them",
        caller -> {
          synchronized (waiting) {
            waiting.add(Thread.currentThread());
          }
          everybody.countDown();
          return caller % 2 == 0 ? waited(3, LONG) : idle();
        },
        Set.of("interrupted", "busy", CUT_OFF));
    interrupter.join();
  }

  private String idle() {
    return store.awaitTask("crowd-nobody", LONG) ? "woken" : "in vain";
  }

  private Map<String, Integer> all(String what, Call call, Set<String> allowed)
      throws InterruptedException {
    Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    Map<String, Throwable> strange = new ConcurrentHashMap<>();
    AtomicLong worst = new AtomicLong();
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      int caller = i;
      start(
          () -> {
            String answer = "";
            long begin = 0;
            try {
              gate.await();
              begin = System.nanoTime();
              answer = call.make(caller);
            } catch (StoreBusyException e) {
              answer = "busy";
            } catch (StoreInterruptedException | InterruptedException e) {
              answer = "interrupted";
            } catch (Throwable e) {
              if (cutOff(e)) {
                answer = CUT_OFF;
              } else {
                answer = e.getClass().getSimpleName();
                strange.putIfAbsent(answer, e);
              }
            }
            worst.accumulateAndGet(System.nanoTime() - begin, Math::max);
            answers.merge(answer, 1, Integer::sum);
            answered.countDown();
          });
    }
    gate.countDown();
    boolean all =
        answered.await(WAIT.plus(RETRY_FOR).plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    System.out.printf(
        "%s%s: %d callers, %s, longest %.1f s, heap %d MiB%n",
        SAYS, what, callers, answers, worst.get() / 1e9, usedMiB());
    strange.values().forEach(Throwable::printStackTrace);
    if (!all) {
      wrong(answered.getCount() + " of " + what + " wait still");
    }
    if (!allowed.containsAll(answers.keySet())) {
      wrong(what + " were answered " + answers);
    }
    return answers;
  }

  /** A virtual thread that is interrupted while it talks to a server has its socket closed. */
  private static boolean cutOff(Throwable e) {
    return e instanceof StoreUnavailableException
        && Thread.currentThread().isInterrupted()
        && Runtime.version().feature() >= VIRTUAL_THREADS;
  }

  private void wrong(String what) {
    wrong = true;
    System.out.println(SAYS + "WRONG: " + what);
  }

  /** On a virtual thread where this Java has them, else on one with a small stack. */
  private static Thread start(Runnable task) {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (ReflectiveOperationException e) {
      Thread thread = new Thread(null, task, "caller", SMALL_STACK);
      thread.setDaemon(true);
      thread.start();
      return thread;
    }
  }

  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static long usedMiB() {
    Runtime.getRuntime().gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  private static long mostMiB() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
