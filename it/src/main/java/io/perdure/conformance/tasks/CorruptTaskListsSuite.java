package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause({"G10", "K10"})
@DisplayName("A row of a task that the store cannot have written is told, naming table and key:")
public abstract class CorruptTaskListsSuite {
  private static final String TABLE = "perdure_task";
  private static final PageRequest ALL = PageRequest.first(100);
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  /** What is written over a row, and the constraint that stands in the way. */
  private record Spoiled(String set, Optional<String> constraint) {
    static Spoiled of(String set) {
      return new Spoiled(set, Optional.empty());
    }

    static Spoiled of(String set, String constraint) {
      return new Spoiled(set, Optional.of("perdure_task_" + constraint));
    }

    void spoil(Database database, String key) throws Exception {
      String sql = "update perdure_task set " + set + " where key = ?";
      if (constraint.isPresent()) {
        Spoil.unchecked(database, TABLE, constraint.get(), sql, key);
      } else {
        Spoil.rows(database, sql, key);
      }
    }
  }

  /** Nonsense in each column that is read, of a task that is PENDING. */
  private static List<Spoiled> pending() {
    return List.of(
        Spoiled.of("state = 'DANCING'"),
        Spoiled.of("state = 'DONE'"),
        Spoiled.of("state = 'CLAIMED'"),
        Spoiled.of("available_at = null"),
        Spoiled.of("claimed_at = 1"),
        Spoiled.of("ended_at = 1"),
        Spoiled.of("queue = ''", "queue"),
        Spoiled.of("node = '" + "n".repeat(513) + "'", "node"),
        Spoiled.of("attempt = 0", "attempt"),
        Spoiled.of("deliveries = -1", "deliveries"));
  }

  @TestFactory
  @DisplayName("of a task that waits, where it is found and where it is listed")
  Stream<DynamicTest> pending(Database database) {
    return each(
        database,
        pending(),
        (tasks, workflow) -> {},
        (tasks, workflow) -> page -> tasks.list(workflow, page));
  }

  @TestFactory
  @Clause("K7")
  @DisplayName("of a task that is claimed, where it is found and where claims are listed")
  Stream<DynamicTest> claimed(Database database) {
    List<Spoiled> spoiled =
        List.of(
            Spoiled.of("state = 'PENDING'"),
            Spoiled.of("claim = null"),
            Spoiled.of("claim = '" + "G".repeat(32) + "'"),
            Spoiled.of("claim = 'short'", "claim"),
            Spoiled.of("available_at = null"),
            Spoiled.of("ended_at = 1"),
            Spoiled.of("attempt = -1", "attempt"));
    return each(
        database,
        spoiled,
        (tasks, workflow) -> assertThat(tasks.claim(queue(workflow), 3, MINUTE)).hasSize(3),
        (tasks, workflow) -> page -> only(workflow, tasks.staleClaims(LATER, page)));
  }

  @TestFactory
  @DisplayName("of a dead letter, where it is found and where dead letters are listed")
  Stream<DynamicTest> dead(Database database) {
    List<Spoiled> spoiled =
        List.of(
            Spoiled.of("available_at = 1"),
            Spoiled.of("claimed_at = 1"),
            Spoiled.of("node = '" + "n".repeat(513) + "'", "node"),
            Spoiled.of("deliveries = -1", "deliveries"));
    return each(
        database,
        spoiled,
        (tasks, workflow) ->
            tasks.claim(queue(workflow), 3, MINUTE).forEach(task -> tasks.fail(task, "broken")),
        (tasks, workflow) -> page -> only(workflow, tasks.deadLetters(page)));
  }

  @FunctionalInterface
  private interface Preparation {
    void run(Tasks tasks, WorkflowId workflow);
  }

  @FunctionalInterface
  private interface Lists {
    Function<PageRequest, Page<Task>> of(Tasks tasks, WorkflowId workflow);
  }

  /** Each in a namespace of its own: three tasks, of which the second is spoiled. */
  private static Stream<DynamicTest> each(
      Database database, List<Spoiled> all, Preparation preparation, Lists lists) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Spoiled spoiled = all.get(i);
      String namespace = "spoiled-" + i;
      tests.add(
          DynamicTest.dynamicTest(
              spoiled.set().length() > 40 ? spoiled.set().substring(0, 40) : spoiled.set(),
              () -> {
                Tasks tasks = database.perdure().namespace(namespace).tasks();
                WorkflowId workflow = WorkflowId.of(namespace);
                for (String key : List.of("a", "b", "c")) {
                  TaskKey name = TaskKey.of(workflow, key + namespace);
                  tasks.enqueue(NewTask.of(name, queue(workflow), Payload.empty()));
                }
                preparation.run(tasks, workflow);
                spoiled.spoil(database, "b" + namespace);

                assertCorrupt("b", () -> tasks.find(TaskKey.of(workflow, "b" + namespace)));
                assertThat(aroundCorruption(lists.of(tasks, workflow)))
                    .containsExactly("a" + namespace, "c" + namespace);
              }));
    }
    return tests.stream();
  }

  private static String queue(WorkflowId workflow) {
    return "queue of " + workflow;
  }

  private static Page<Task> only(WorkflowId workflow, Page<Task> page) {
    assertThat(page.entries())
        .allMatch(task -> task.key().workflow().equals(Optional.of(workflow)));
    return page;
  }

  /** Reads page after page of one, going on behind each corrupt row by the token it carries. */
  private static List<String> aroundCorruption(Function<PageRequest, Page<Task>> list) {
    List<String> listed = new ArrayList<>();
    int corrupt = 0;
    Optional<PageRequest> request = Optional.of(PageRequest.first(1));
    while (request.isPresent()) {
      Optional<PageToken> next;
      try {
        Page<Task> page = list.apply(request.get());
        page.forEach(task -> listed.add(task.key().key()));
        next = page.next();
      } catch (CorruptRecordException e) {
        assertThat(e.table()).isEqualTo(TABLE);
        assertThat(e.next()).as("the token that goes on").isPresent();
        corrupt++;
        next = e.next();
      }
      request = next.map(request.get()::after);
    }
    assertThat(corrupt).isEqualTo(1);
    return listed;
  }

  @Test
  @Clause("K1")
  @DisplayName("a payload that is not as long as it was, has a gap, or is of no type")
  void payloads(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task("size"), task("gone"), task("type")));
    tasks.enqueue(NewTask.of(TaskKey.of("large"), MAIL, Payload.of(new byte[3 << 20])));
    Spoil.rows(database, "update perdure_task set size = 1 where key = ?", "size");
    Spoil.rows(database, "update perdure_task set payload = null where key = ?", "gone");
    Spoiled.of("content_type = ''", "content_type").spoil(database, "type");
    Spoil.rows(database, "delete from perdure_body where no = ?", 1L);

    for (String key : List.of("size", "gone", "type", "large")) {
      assertCorrupt(key, () -> tasks.findPayload(TaskKey.of(key)));
      assertThat(tasks.find(TaskKey.of(key))).isPresent();
    }
  }

  @Test
  @DisplayName("one of a workflow that cannot be, among the unsettled and among the held")
  void workflows(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task(ORDER, "a"), task(WorkflowId.of("x"), "b")));
    tasks.hold(ORDER);
    tasks.hold(WorkflowId.of("x"));
    String longest = "w".repeat(513);
    Spoiled.of("workflow = '" + longest + "'", "workflow").spoil(database, "b");
    Spoil.unchecked(
        database,
        "perdure_task_hold",
        "perdure_task_hold_workflow",
        "update perdure_task_hold set workflow = ? where workflow = 'x'",
        longest);

    assertThat(tasks.unsettledWorkflows(PageRequest.first(1)).entries()).containsExactly(ORDER);
    assertCorrupt("www", () -> tasks.unsettledWorkflows(behind(tasks::unsettledWorkflows)));
    assertCorrupt(
        "perdure_task_hold", "www", () -> tasks.heldWorkflows(behind(tasks::heldWorkflows)));
  }

  @Test
  @DisplayName("one of a node that cannot be, among the scopes that have tasks waiting")
  void scopes(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task("a"), task("b").pinnedTo("n")));
    Spoiled.of("node = '" + "n".repeat(513) + "'", "node").spoil(database, "b");

    assertThat(tasks.pendingScopes(ALL).entries()).hasSize(1);
    assertCorrupt("mail", () -> tasks.pendingScopes(behind(tasks::pendingScopes)));
  }

  /** The request for what is behind the first of the list. */
  private static PageRequest behind(Function<PageRequest, ? extends Page<?>> list) {
    PageRequest one = PageRequest.first(1);
    return one.after(list.apply(one).next().orElseThrow());
  }

  private static void assertCorrupt(String key, ThrowingCallable reading) {
    assertCorrupt(TABLE, key, reading);
  }

  private static void assertCorrupt(String table, String key, ThrowingCallable reading) {
    CorruptRecordException corrupt = catchThrowableOfType(CorruptRecordException.class, reading);
    assertThat(corrupt).as("corrupt row in %s", table).isNotNull();
    assertThat(corrupt.table()).isEqualTo(table);
    assertThat(corrupt.key()).contains(key);
    assertThat(corrupt.retryable()).isFalse();
    assertThat(corrupt).hasMessageContaining(table).hasMessageContaining(key);
  }
}
