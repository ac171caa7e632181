package io.perdure.demo;

import io.perdure.store.StoreReader;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A worker that was killed, and what became of the tasks that it held. */
final class Death {
  private final Bank.Silence silence;
  private final long at = System.nanoTime();
  private final Map<TaskKey, Handovers.Held> left = new LinkedHashMap<>();
  private final Map<TaskKey, String> heirs = new LinkedHashMap<>();
  private boolean haunting;

  /**
   * A death.
   *
   * @param silence what the worker was waiting for
   * @param held what it had claimed, by what it has told, and not told to be settled
   */
  Death(Bank.Silence silence, List<Handovers.Held> held) {
    this.silence = silence;
    held.forEach(task -> left.put(task.task(), task));
  }

  String worker() {
    return silence.worker();
  }

  /** How many tasks it held, for people. */
  String claims() {
    return left.size() == 1 ? "1 claim" : left.size() + " claims";
  }

  /** Seconds since. */
  double ago() {
    return (System.nanoTime() - at) / 1e9;
  }

  /** Whether it is the task whose charge was booked, without its hearing of that. */
  boolean isUnheard(TaskKey task) {
    return task.toString().equals(silence.charge().key());
  }

  /** Another has one of its tasks. */
  void inherit(Handovers.Held task) {
    heirs.put(task.task(), task.worker());
  }

  /** It could settle a task although another had taken it over. */
  void haunts() {
    haunting = true;
  }

  /** Whether it could do so. */
  boolean isHaunting() {
    return haunting;
  }

  /** Forgets the tasks that it had settled without the time to tell; answers how many. */
  int settled(StoreReader store) {
    List<Handovers.Held> settled =
        left.values().stream()
            .filter(held -> !heirs.containsKey(held.task()))
            .filter(
                held -> store.tasks().find(held.task()).filter(t -> isDone(t, held)).isPresent())
            .toList();
    settled.forEach(held -> left.remove(held.task()));
    return settled.size();
  }

  private static boolean isDone(Task task, Handovers.Held held) {
    return task.state() == TaskState.DONE && task.deliveries() == held.deliveries();
  }

  /** Whether that task was among those that it held. */
  boolean hasLeftTheUnheard() {
    return left.keySet().stream().anyMatch(this::isUnheard);
  }

  /** The tasks that nobody has taken over yet. */
  List<TaskKey> orphans() {
    return left.keySet().stream().filter(task -> !heirs.containsKey(task)).toList();
  }

  /** Who has taken over how many, for people. */
  String heirs() {
    Map<String, Long> count =
        heirs.values().stream()
            .collect(Collectors.groupingBy(h -> h, TreeMap::new, Collectors.counting()));
    return count.entrySet().stream()
        .map(heir -> heir.getKey() + " (" + heir.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
