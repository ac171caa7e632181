package io.perdure.conformance.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of one test: one for each call. None outlives the crowd. */
public final class Crowd implements AutoCloseable {
  /** How long is waited for what must happen: far longer than it takes. */
  public static final Duration SOON = Duration.ofSeconds(30);

  /** How long what must not happen is given the chance to. */
  public static final Duration CHANCE = Duration.ofMillis(250);

  private static final long STEP_NANOS = 500_000;

  private final List<Call<?>> calls = new CopyOnWriteArrayList<>();

  /** Begins the call on a thread of its own. */
  public <T> Call<T> call(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task, "crowd-" + calls.size());
    thread.setDaemon(true);
    Call<T> call = new Call<>(task, thread);
    calls.add(call);
    thread.start();
    return call;
  }

  /** Begins an action on a thread of its own. */
  public Call<Boolean> run(Action action) {
    return call(
        () -> {
          action.run();
          return true;
        });
  }

  /** Waits until every call has been answered. */
  public void allAnswer() {
    calls.forEach(Call::answer);
  }

  /**
   * Waits for what must become true.
   *
   * @throws AssertionError if it stays false far longer than that can take
   */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + SOON + ": " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Interrupts who still runs, and waits for their end. */
  @Override
  public void close() {
    for (Call<?> call : calls) {
      if (call.thread.isAlive()) {
        call.thread.interrupt();
      }
    }
    for (Call<?> call : calls) {
      until(call.thread.getName() + " ends", () -> !call.thread.isAlive());
    }
  }

  /** What a thread does. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  /** A call on a thread of its own. */
  public static final class Call<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Call(FutureTask<T> task, Thread thread) {
      this.task = task;
      this.thread = thread;
    }

    /** What it answers; if it throws or does not end, an {@link AssertionError}. */
    public T answer() {
      try {
        return task.get(SOON.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("a call failed: " + e.getCause(), e.getCause());
      } catch (InterruptedException | TimeoutException e) {
        throw unended(e);
      }
    }

    /** What it throws; if it answers or does not end, an {@link AssertionError}. */
    public Throwable failure() {
      try {
        throw new AssertionError(
            "a call was to fail and answered " + task.get(SOON.toSeconds(), TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
      } catch (InterruptedException | TimeoutException e) {
        throw unended(e);
      }
    }

    /** Gives it a chance to end, and answers whether it did. */
    public boolean ends() {
      try {
        thread.join(CHANCE.toMillis());
        return !thread.isAlive();
      } catch (InterruptedException e) {
        throw unended(e);
      }
    }

    /** Whether it has ended with an answer. */
    public boolean answered() {
      if (!task.isDone()) {
        return false;
      }
      try {
        task.get();
        return true;
      } catch (ExecutionException e) {
        return false;
      } catch (InterruptedException e) {
        throw unended(e);
      }
    }

    /** Whether it has ended. */
    public boolean ended() {
      return task.isDone();
    }

    /** Waits until its thread waits for another one. */
    public void untilItWaits() {
      until(
          "the call waits",
          () ->
              switch (thread.getState()) {
                case WAITING, TIMED_WAITING, BLOCKED -> true;
                case TERMINATED -> throw new AssertionError("the call ended instead of waiting");
                default -> false;
              });
    }

    /** Interrupts its thread. */
    public void interrupt() {
      thread.interrupt();
    }

    private AssertionError unended(Exception e) {
      AssertionError error = new AssertionError("a call did not end within " + SOON, e);
      error.addSuppressed(where());
      return error;
    }

    private Throwable where() {
      Throwable where = new Throwable("where it was");
      where.setStackTrace(thread.getStackTrace());
      return where;
    }
  }
}
