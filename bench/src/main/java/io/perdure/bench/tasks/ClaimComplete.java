package io.perdure.bench.tasks;

import io.perdure.bench.harness.Called;
import io.perdure.store.Store;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Claims tasks and completes them: two calls of the store. Thread-safe.
 *
 * @param node whose tasks are claimed beside anybody's, if any is named: then it has the tasks that
 *     are due first
 * @param batch how many tasks in each call
 */
public record ClaimComplete(Store store, Names names, Optional<String> node, int batch)
    implements Called {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Due LONG_AGO = Due.at(Instant.EPOCH);
  private static final int MOST = 10_000;

  /** By anybody. */
  public static ClaimComplete anybody(Store store, Names names, int batch) {
    return new ClaimComplete(store, names, Optional.empty(), batch);
  }

  /** By that node. */
  public static ClaimComplete node(Store store, Names names, String node, int batch) {
    return new ClaimComplete(store, names, Optional.of(node), batch);
  }

  @Override
  public void prepare(int runs) {
    for (int left = runs * batch; left > 0; left -= MOST) {
      List<NewTask> tasks = new ArrayList<>();
      for (int i = 0; i < Math.min(left, MOST); i++) {
        NewTask task = names.task(Names.QUEUE);
        tasks.add(node.map(name -> task.pinnedTo(name).due(LONG_AGO)).orElse(task));
      }
      store.tasks().enqueue(tasks);
    }
  }

  @Override
  public void run() {
    TaskClaim claim = TaskClaim.from(Names.QUEUE, batch, LEASE);
    List<ClaimedTask> tasks = store.tasks().claim(node.map(claim::node).orElse(claim));
    if (tasks.size() != batch) {
      throw new IllegalStateException("claimed " + tasks.size() + " tasks of " + batch);
    }
    if (batch == 1) {
      store.tasks().complete(tasks.get(0));
      return;
    }
    store
        .tasks()
        .settle(tasks.stream().map(task -> new Settlement(task, Outcome.completed())).toList());
  }
}
