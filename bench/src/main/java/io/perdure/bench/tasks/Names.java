package io.perdure.bench.tasks;

import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names tasks as engines do: workflows by random ids, so that their rows are all over the indexes,
 * with a few tasks each. Thread-safe.
 */
public final class Names {
  /** The queue that is claimed from. */
  public static final String QUEUE = "mail";

  /** Another, in which nothing can be claimed. */
  public static final String IDLE = "reports";

  private static final int TASKS_OF_A_WORKFLOW = 5;
  private static final int PAYLOAD = 256;
  private static final long SEED = 5;

  private final AtomicLong next = new AtomicLong();
  private final Payload payload = payload();

  private static Payload payload() {
    byte[] bytes = new byte[PAYLOAD];
    new Random(SEED).nextBytes(bytes);
    return Payload.of(bytes);
  }

  /** The next task, for that queue. */
  NewTask task(String queue) {
    long number = next.getAndIncrement();
    return NewTask.of(
        TaskKey.of(workflow(number / TASKS_OF_A_WORKFLOW), "step-" + number % TASKS_OF_A_WORKFLOW),
        queue,
        payload);
  }

  /** A task of a workflow of that number, which no other task is of unless it says so. */
  NewTask task(String queue, WorkflowId workflow, String key) {
    return NewTask.of(TaskKey.of(workflow, key), queue, payload);
  }

  /** The id of a workflow: the same for the same number. */
  static WorkflowId workflow(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return WorkflowId.of(new UUID(random.nextLong(), random.nextLong()).toString());
  }
}
