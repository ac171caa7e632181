package io.perdure.demo.shop;

import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The tasks that this process has claimed. While it lives it prolongs its claims, so that a slow
 * worker keeps them; when it dies they expire, and other processes take the tasks over.
 * Thread-safe.
 */
final class Claims implements AutoCloseable {
  /** Few, so that no task waits long behind others that its claimant has. */
  private static final int BATCH = 12;

  /** How long the tasks of a killed process stay with it. */
  private static final Duration CLAIM = Duration.ofSeconds(3);

  private final Store store;
  private final Map<TaskKey, ClaimedTask> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beats;

  Claims(Store store) {
    this.store = store;
    long beat = CLAIM.toMillis() / 3;
    beats = heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Claims what is due; nothing if nothing is. */
  List<ClaimedTask> claim() {
    List<ClaimedTask> tasks = store.tasks().claim(Job.QUEUE, BATCH, CLAIM);
    tasks.forEach(task -> held.put(task.key(), task));
    return tasks;
  }

  /** Whether the task may be worked at: not if its claim was lost, or may have run out. */
  boolean isLive(ClaimedTask task) {
    ClaimedTask now = held.get(task.key());
    return now != null && now.token().equals(task.token()) && !now.term().isOver();
  }

  /** The task is settled, or left to others. */
  void drop(ClaimedTask task) {
    held.computeIfPresent(task.key(), (key, now) -> now.token().equals(task.token()) ? null : now);
  }

  private void beat() {
    List<ClaimedTask> tasks = List.copyOf(held.values());
    if (tasks.isEmpty()) {
      return;
    }
    List<Optional<ClaimedTask>> prolonged;
    try {
      prolonged = store.tasks().heartbeat(tasks, CLAIM);
    } catch (StoreException e) {
      return; // the next beat may be luckier; until then the terms say what may be worked at
    }
    for (int i = 0; i < tasks.size(); i++) {
      ClaimedTask before = tasks.get(i);
      prolonged
          .get(i)
          .ifPresentOrElse(now -> held.replace(now.key(), before, now), () -> drop(before));
    }
  }

  @Override
  public void close() {
    beats.cancel(false);
    heart.shutdown();
  }
}
