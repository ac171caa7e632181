package io.perdure.demo;

import io.perdure.demo.shop.Job;
import io.perdure.store.Payload;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who holds which task, and who has taken it over from whom, by what the workers have told. */
final class Handovers {
  private final Map<TaskKey, Held> held = new HashMap<>();

  /**
   * A task in the hands of a worker.
   *
   * @param deliveries how often it was handed out, this time included
   * @param token proves the claim
   */
  record Held(TaskKey task, String worker, long deliveries, Token token) {
    /** The task as its claimant has it. */
    ClaimedTask claim() {
      Term term = Term.beginning(Duration.ofMillis(1));
      TaskScope scope = TaskScope.of(Job.QUEUE);
      return new ClaimedTask(
          task, scope, Payload.empty(), 1, deliveries, token, Instant.EPOCH, term);
    }
  }

  /** A task that was handed out to one worker, and then to another. */
  record Handover(Held from, Held to) {}

  /** Writes down what a worker has told, and answers what it has taken over by that. */
  List<Handover> told(String worker, String line) {
    String[] words = line.split(" ", -1);
    List<Handover> handovers = new ArrayList<>();
    switch (words[0]) {
      case "claimed" -> {
        for (String task : List.of(words).subList(2, words.length)) {
          String[] parts = task.split("/", -1);
          TaskKey key = key(parts[0], parts[1]);
          Token token = Token.of(words[1]);
          take(new Held(key, worker, Long.parseLong(parts[2]), token)).ifPresent(handovers::add);
        }
      }
      case "moved", "ended" -> held.remove(key(words[1], words[4]));
      default -> {}
    }
    return handovers;
  }

  /** One worker's line may be read before an earlier one of another: the later delivery counts. */
  private Optional<Handover> take(Held next) {
    Optional<Held> before = Optional.ofNullable(held.get(next.task()));
    if (before.filter(other -> other.deliveries() > next.deliveries()).isEmpty()) {
      held.put(next.task(), next);
    }
    return before
        .filter(other -> other.deliveries() < next.deliveries())
        .map(other -> new Handover(other, next));
  }

  /** The tasks that a worker holds. */
  List<Held> of(String worker) {
    return held.values().stream().filter(task -> task.worker().equals(worker)).toList();
  }

  private static TaskKey key(String order, String job) {
    return TaskKey.of(WorkflowId.of(order), job);
  }
}
