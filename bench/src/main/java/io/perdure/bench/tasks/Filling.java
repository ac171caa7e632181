package io.perdure.bench.tasks;

import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How full a queue is made before it is measured. All of it goes through the store's own methods,
 * many tasks in a call, so that it lies there as it would.
 *
 * @param ended tasks that were claimed and completed, one in a hundred failed
 * @param waiting tasks that wait: a quarter due now, in the queue that is measured; a quarter due
 *     in a month, in the queues that are measured; and half due now, in other queues
 * @param pinned tasks that are due, in the queues that are measured, for other nodes
 * @param held workflows that are held, with a task in each of the queues that are measured
 */
public record Filling(int ended, int waiting, int pinned, int held) {
  /** Nothing. */
  public static final Filling NONE = new Filling(0, 0, 0, 0);

  /** A million ended, a hundred thousand waiting, as many pinned elsewhere, ten thousand held. */
  public static final Filling FULL = new Filling(1_000_000, 100_000, 100_000, 10_000);

  private static final int BATCH = 10_000;
  private static final int OTHER_QUEUES = 100;
  private static final int OTHER_NODES = 10;
  private static final int PARTS = 4;
  private static final long WORKFLOWS = 1L << 40;
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);

  /** The same, by that factor. */
  public Filling times(double scale) {
    return new Filling(
        (int) (ended * scale),
        (int) (waiting * scale),
        (int) (pinned * scale),
        (int) (held * scale));
  }

  /** Fills the store. */
  public void into(Store store, Names names) {
    batches(ended, BATCH, (from, size) -> end(store, names, size));
    batches(held, BATCH / 2, (from, size) -> hold(store, names, from, size));
    enqueue(store, pinned, i -> names.task(measured(i)).pinnedTo("node-" + i % OTHER_NODES));
    enqueue(store, waiting / 2, i -> names.task("queue-" + i % OTHER_QUEUES));
    enqueue(store, waiting / PARTS, i -> names.task(measured(i)).due(Due.in(MONTH)));
    enqueue(store, waiting / PARTS, i -> names.task(Names.QUEUE));
  }

  private static String measured(int i) {
    return i % 2 == 0 ? Names.QUEUE : Names.IDLE;
  }

  private static void end(Store store, Names names, int size) {
    enqueue(store, size, i -> names.task(Names.QUEUE));
    List<ClaimedTask> claimed = store.tasks().claim(Names.QUEUE, size, LEASE);
    List<Settlement> settlements = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      Outcome outcome = i % 100 == 0 ? Outcome.failed("gave up") : Outcome.completed();
      settlements.add(new Settlement(claimed.get(i), outcome));
    }
    store.tasks().settle(settlements);
  }

  private static void hold(Store store, Names names, int from, int size) {
    List<WorkflowId> workflows =
        IntStream.range(from, from + size).mapToObj(i -> Names.workflow(WORKFLOWS + i)).toList();
    store.transact(
        tx -> {
          for (WorkflowId workflow : workflows) {
            tx.tasks().hold(workflow);
          }
          tx.tasks()
              .enqueue(workflows.stream().map(id -> names.task(Names.QUEUE, id, "one")).toList());
          tx.tasks()
              .enqueue(workflows.stream().map(id -> names.task(Names.IDLE, id, "two")).toList());
          return size;
        });
  }

  private static void enqueue(Store store, int count, IntFunction<NewTask> task) {
    batches(
        count,
        BATCH,
        (from, size) ->
            store.tasks().enqueue(IntStream.range(from, from + size).mapToObj(task).toList()));
  }

  private static void batches(int count, int batch, Batch run) {
    for (int from = 0; from < count; from += batch) {
      run.run(from, Math.min(batch, count - from));
    }
  }

  private interface Batch {
    void run(int from, int size);
  }
}
