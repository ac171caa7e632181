package io.perdure.conformance.tasks;

import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks for tests that do not care which. */
final class Work {
  /** The queue of them all. */
  static final String MAIL = "mail";

  static final WorkflowId ORDER = WorkflowId.of("order");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration NANO = Duration.ofNanos(1);

  private Work() {}

  /** A task of no workflow, due at once, whose payload says its key. */
  static NewTask task(String key) {
    return task(TaskKey.of(key));
  }

  /** A task of the workflow, due at once, whose payload says its key. */
  static NewTask task(WorkflowId workflow, String key) {
    return task(TaskKey.of(workflow, key));
  }

  private static NewTask task(TaskKey key) {
    return NewTask.of(key, MAIL, Payload.json("\"" + key.key() + "\""));
  }

  /** So many of them, whose keys order as they do. */
  static List<NewTask> tasks(int count) {
    return IntStream.range(0, count).mapToObj(i -> task("t%05d".formatted(i))).toList();
  }

  /** The one task that can be claimed. */
  static ClaimedTask claimOne(Store store) {
    List<ClaimedTask> claimed = store.tasks().claim(MAIL, 2, MINUTE);
    if (claimed.size() != 1) {
      throw new AssertionError("not one task: " + claimed);
    }
    return claimed.get(0);
  }

  /** The keys of claimed tasks. */
  static List<String> keys(List<ClaimedTask> tasks) {
    return tasks.stream().map(task -> task.key().key()).toList();
  }

  /** The keys of stored tasks. */
  static List<String> keysOf(Iterable<Task> tasks) {
    List<String> keys = new ArrayList<>();
    tasks.forEach(task -> keys.add(task.key().key()));
    return keys;
  }
}
