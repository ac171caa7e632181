package io.perdure.conformance.tasks;

import io.perdure.conformance.kit.Database;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store's tasks, for the steps that {@link ModelTasks} takes, and in its words. */
final class StoredTasks {
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final PageRequest ALL = PageRequest.first(100);

  private final Database database;
  private final Store store;
  private final Tasks tasks;
  private final Instant start;
  private final List<Token> tokens = new ArrayList<>();
  private final List<List<ClaimedTask>> claims = new ArrayList<>();

  StoredTasks(Database database, String namespace) {
    this.database = database;
    this.store = database.perdure().namespace(namespace);
    this.tasks = store.tasks();
    this.start = store.transact(Transaction::now);
    tasks.setMaxDeliveries(TaskStep.QUEUE, TaskStep.MAX_DELIVERIES);
  }

  String run(TaskStep step) {
    Instant due = start.plus(Duration.ofHours(step.hours())).plus(HALF);
    WorkflowId workflow = WorkflowId.of(step.workflow());
    return switch (step.kind()) {
      case ENQUEUE -> unlessOther(() -> tasks.enqueue(task(step, "same", due)).name());
      case ENQUEUE_OTHER -> unlessOther(() -> tasks.enqueue(task(step, "other", due)).name());
      case RECOVER ->
          unlessOther(() -> tasks.recover(List.of(task(step, "same", due))).get(0).name());
      case CLAIM -> {
        tokens.add(Token.random());
        claims.add(List.of());
        yield claim(tokens.size() - 1, step);
      }
      case CLAIM_AGAIN -> claims.isEmpty() ? "none" : claim(number(step), step);
      case HEARTBEAT -> claims.isEmpty() ? "none" : heartbeat(claimed(step), step.hours() + 1L);
      case COMPLETE -> claims.isEmpty() ? "none" : settle(claimed(step), Outcome.completed());
      case RETRY -> claims.isEmpty() ? "none" : settle(claimed(step), Outcome.retry(Due.at(due)));
      case FAIL -> claims.isEmpty() ? "none" : settle(claimed(step), Outcome.failed("broken"));
      case ABANDON -> claims.isEmpty() ? "none" : settle(claimed(step), Outcome.abandoned());
      case CANCEL_ALL -> tasks.cancelAll(workflow).stream().map(TaskKey::key).toList().toString();
      case HOLD -> String.valueOf(tasks.hold(workflow));
      case RELEASE -> String.valueOf(tasks.release(workflow));
      case REARM ->
          tasks.rearmStale(due, Due.at(due), step.task() + 1).stream()
              .map(task -> task.key().key())
              .toList()
              .toString();
      case REQUEUE -> String.valueOf(tasks.requeue(TaskKey.of(workflow, step.key())));
      case LIST -> tasks.list(workflow, ALL).entries().stream().map(this::told).toList().toString();
      case UNSETTLED ->
          tasks.unsettledWorkflows(ALL).entries().stream()
              .map(WorkflowId::value)
              .toList()
              .toString();
      case AWAIT -> String.valueOf(store.awaitTask(TaskStep.QUEUE, Duration.ofMillis(1)));
      case CLOCK -> {
        database.advance(Duration.ofHours(step.hours()));
        yield "";
      }
    };
  }

  private static NewTask task(TaskStep step, String content, Instant due) {
    NewTask task =
        NewTask.of(
                TaskKey.of(WorkflowId.of(step.workflow()), step.key()),
                TaskStep.QUEUE,
                Payload.json("\"" + content + "\""))
            .due(Due.at(due));
    return step.pinned() ? task.pinnedTo(TaskStep.NODE) : task;
  }

  private static String unlessOther(Supplier<String> call) {
    try {
      return call.get();
    } catch (IdempotencyConflictException other) {
      return "conflict";
    }
  }

  private int number(TaskStep step) {
    return claims.size() - 1 - step.claim() % claims.size();
  }

  private List<ClaimedTask> claimed(TaskStep step) {
    return claims.get(number(step)).stream()
        .sorted(Comparator.comparing((ClaimedTask task) -> task.key().key()))
        .toList();
  }

  private String claim(int number, TaskStep step) {
    TaskClaim claim =
        TaskClaim.from(TaskStep.QUEUE, step.task() + 1, Duration.ofHours(step.hours() + 1L))
            .token(tokens.get(number));
    List<ClaimedTask> claimed = tasks.claim(step.onNode() ? claim.node(TaskStep.NODE) : claim);
    claims.set(number, claimed);
    return claimed.stream()
        .map(task -> task.key().key() + " " + task.attempt() + " " + task.deliveries())
        .toList()
        .toString();
  }

  private String heartbeat(List<ClaimedTask> claimed, long hours) {
    List<Optional<ClaimedTask>> kept = tasks.heartbeat(claimed, Duration.ofHours(hours));
    List<String> told = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      told.add(claimed.get(i).key().key() + " " + kept.get(i).isPresent());
    }
    return told.toString();
  }

  private String settle(List<ClaimedTask> claimed, Outcome outcome) {
    List<Settled> settled =
        tasks.settle(claimed.stream().map(task -> new Settlement(task, outcome)).toList());
    List<String> told = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      told.add(claimed.get(i).key().key() + " " + settled.get(i));
    }
    return told.toString();
  }

  private String told(Task task) {
    double due = Duration.between(start, task.dueAt()).toSeconds() / (double) HALF.toSeconds();
    return "%s %s %d %d %d"
        .formatted(
            task.key().key(), task.state(), task.attempt(), task.deliveries(), Math.round(due));
  }
}
