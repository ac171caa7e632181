package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.keysOf;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.PendingScope;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K10")
@DisplayName("Lists of tasks")
public abstract class TaskListsSuite {
  private static final WorkflowId OTHER = WorkflowId.of("other");
  private static final PageRequest ALL = PageRequest.first(100);

  @Test
  @Clause("G9")
  @DisplayName("tell the tasks of a workflow by key, whatever their state")
  void ofWorkflow(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(
        List.of(task(ORDER, "é"), task(ORDER, "B"), task(ORDER, "a"), task(OTHER, "x"), task("y")));
    tasks.complete(tasks.claim(MAIL, 1, MINUTE).get(0));
    assertThat(keysOf(tasks.list(ORDER, ALL))).containsExactly("B", "a", "é");
    assertThat(keysOf(walked(page -> tasks.list(ORDER, page)))).containsExactly("B", "a", "é");
    assertThat(tasks.list(WorkflowId.of("none"), ALL).entries()).isEmpty();
  }

  @Test
  @Clause("G9")
  @DisplayName("tell dead letters by when they failed, of workflows and of none")
  void deadLetters(Database database) {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task("z"), task("a"), task(ORDER, "m"), task(ORDER, "done")));
    List<ClaimedTask> claimed = tasks.claim(MAIL, 4, Duration.ofDays(1));
    for (ClaimedTask task : claimed.subList(0, 3)) {
      tasks.fail(task, "paper");
      database.advance(MINUTE);
    }
    tasks.complete(claimed.get(3));
    assertThat(keysOf(tasks.deadLetters(ALL))).containsExactly("z", "a", "m");
    assertThat(keysOf(walked(tasks::deadLetters))).containsExactly("z", "a", "m");
  }

  @Test
  @Clause({"G9", "K7"})
  @DisplayName("tell stale claims by when they were claimed, then workflow and key")
  void staleClaims(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task("z"), task("a"), task(OTHER, "m"), task(ORDER, "m")));
    tasks.claim(MAIL, 4, MINUTE);
    Instant later = store.transact(Transaction::now).plus(MINUTE);
    assertThat(walked(page -> tasks.staleClaims(later, page)))
        .extracting(Task::key)
        .containsExactly(
            TaskKey.of("a"), TaskKey.of("z"), TaskKey.of(ORDER, "m"), TaskKey.of(OTHER, "m"));
  }

  @Test
  @Clause("G9")
  @DisplayName("tell the workflows that have something left to do, and those that are held")
  void workflows(Store store) {
    Tasks tasks = store.tasks();
    WorkflowId third = WorkflowId.of("third");
    tasks.enqueue(
        List.of(
            task(OTHER, "a"), task(OTHER, "b"), task(third, "a"), task("none"), task(ORDER, "a")));
    assertThat(walked(tasks::unsettledWorkflows)).containsExactly(ORDER, OTHER, third);
    tasks.claim(MAIL, 2, MINUTE);
    tasks.hold(third);
    tasks.hold(ORDER);
    assertThat(walked(tasks::unsettledWorkflows)).containsExactly(ORDER, OTHER, third);
    assertThat(walked(tasks::heldWorkflows)).containsExactly(ORDER, third);
    tasks.cancelAll(OTHER);
    tasks.cancelAll(third);
    assertThat(walked(tasks::unsettledWorkflows)).containsExactly(ORDER);
  }

  @Test
  @Clause("G9")
  @DisplayName("tell where tasks are pending, and since when or until when")
  void scopes(Store store) {
    Tasks tasks = store.tasks();
    Instant then = Instant.parse("2031-01-01T00:00:00.000000001Z");
    Instant past = Instant.parse("2021-01-01T00:00:00.000000001Z");
    tasks.enqueue(
        List.of(
            task("a").due(Due.at(then.plusNanos(1))),
            task("b").due(Due.at(then)),
            task("c").pinnedTo("two").due(Due.at(then)),
            task("d").pinnedTo("one").due(Due.at(past)),
            NewTask.of(TaskKey.of("e"), "a queue", Payload.empty()).due(Due.at(past)),
            task(ORDER, "held").pinnedTo("three").due(Due.at(past))));
    tasks.hold(ORDER);
    TaskScope mail = TaskScope.of(MAIL);
    assertThat(walked(tasks::pendingScopes))
        .containsExactly(
            new PendingScope(TaskScope.of("a queue"), past),
            new PendingScope(mail, then),
            new PendingScope(mail.pinnedTo("one"), past),
            new PendingScope(mail.pinnedTo("two"), then));
    tasks.claim("a queue", 1, MINUTE);
    assertThat(walked(tasks::pendingScopes)).hasSize(3);
  }

  @Test
  @Clause("G9")
  @DisplayName("count what has not ended, by queue and state")
  void counts(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(Work.tasks(9));
    tasks.enqueue(task(ORDER, "held"));
    tasks.enqueue(NewTask.of(TaskKey.of("fax"), "fax", Payload.empty()).due(Due.in(MINUTE)));
    tasks.hold(ORDER);
    List<ClaimedTask> claimed = tasks.claim(MAIL, 5, MINUTE);
    tasks.complete(claimed.get(0));
    tasks.fail(claimed.get(1), "paper");
    assertThat(walked(tasks::counts))
        .containsExactly(new QueueCounts("fax", 1, 0), new QueueCounts(MAIL, 5, 3));
    tasks.cancelAll(ORDER);
    assertThat(tasks.counts(ALL).entries())
        .containsExactly(new QueueCounts("fax", 1, 0), new QueueCounts(MAIL, 4, 3));
  }

  @Test
  @Clause("K10")
  @DisplayName("know nothing to requeue but dead letters")
  void requeue(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task("done"), task("claimed"), task("pending").due(Due.in(MINUTE))));
    tasks.complete(tasks.claim(MAIL, 1, MINUTE).get(0));
    tasks.claim(MAIL, 1, MINUTE);
    for (String key : List.of("done", "claimed", "pending", "none")) {
      var before = tasks.find(TaskKey.of(key));
      assertThat(tasks.requeue(TaskKey.of(key))).as(key).isFalse();
      assertThat(tasks.find(TaskKey.of(key))).as(key).isEqualTo(before);
    }
  }

  @Test
  @Clause("K9")
  @DisplayName("of what was cancelled are by key, and of that workflow only")
  void cancelAll(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task(ORDER, "c"), task(ORDER, "B"), task(OTHER, "x"), task("y")));
    tasks.enqueue(task(ORDER, "a").due(Due.in(MINUTE)));
    tasks.claim(MAIL, 1, MINUTE);
    assertThat(tasks.cancelAll(ORDER))
        .containsExactly(TaskKey.of(ORDER, "B"), TaskKey.of(ORDER, "a"), TaskKey.of(ORDER, "c"));
    assertThat(tasks.cancelAll(ORDER)).isEmpty();
    assertThat(Work.keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("x", "y");
  }

  @Test
  @Clause({"M1", "M2", "K1"})
  @DisplayName("lose what ended long ago when that is pruned, and all when a workflow is deleted")
  void pruned(Database database) {
    Store store = database.store();
    Tasks tasks = store.tasks();
    NewTask large = NewTask.of(TaskKey.of("large"), MAIL, Payload.of(new byte[20_000]));
    tasks.enqueue(List.of(large, task("dead"), task(ORDER, "a"), task(OTHER, "b")));
    List<ClaimedTask> claimed = tasks.claim(MAIL, 4, Duration.ofDays(9));
    tasks.complete(claimed.get(0));
    tasks.fail(claimed.get(1), "paper");
    tasks.cancelAll(ORDER);
    database.advance(Duration.ofHours(1));
    tasks.enqueue(task("young"));
    tasks.complete(tasks.claim(MAIL, 1, MINUTE).get(0));
    Prune prune = Prune.atMost(10).tasks(Cutoff.olderThan(MINUTE));

    Pruned first = new Pruned(Removed.tasks(2), false);
    assertThat(store.maintenance().preview(prune)).isEqualTo(first);
    assertThat(store.maintenance().prune(prune)).isEqualTo(first);
    assertThat(tasks.find(TaskKey.of("young"))).isPresent();
    assertThat(tasks.find(TaskKey.of(OTHER, "b"))).isPresent();
    assertThat(tasks.enqueue(large)).isEqualTo(Enqueued.ENQUEUED);
    Prune dead = Prune.atMost(1).deadLetters(Cutoff.olderThan(MINUTE));
    assertThat(store.maintenance().prune(dead)).isEqualTo(new Pruned(Removed.tasks(1), false));
    assertThat(tasks.deadLetters(ALL).entries()).isEmpty();
    Pruned one = store.maintenance().prune(Prune.atMost(1).tasks(Cutoff.olderThan(MINUTE)));
    assertThat(one).isEqualTo(new Pruned(Removed.nothing(), false));

    tasks.enqueue(NewTask.of(TaskKey.of(OTHER, "large"), MAIL, large.payload()));
    tasks.hold(OTHER);
    assertThat(store.maintenance().delete(OTHER)).isEqualTo(Removed.tasks(2));
    assertThat(tasks.heldWorkflows(ALL).entries()).isEmpty();
    assertThat(tasks.list(OTHER, ALL).entries()).isEmpty();
  }

  /** All entries, in pages of one. */
  private static <T> List<T> walked(Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(1));
    while (next.isPresent()) {
      PageRequest request = next.get();
      Page<T> page = list.apply(request);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(1);
      all.addAll(page.entries());
      next = page.next().map(request::after);
    }
    return all;
  }
}
