package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.perdure.conformance.input.Cells.Place;
import io.perdure.conformance.input.Cells.Presence;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.Scheduled;
import io.perdure.store.timers.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause({"G10", "K3", "T3"})
@DisplayName("Beside a row that has lost a value it may never be without,")
public abstract class CorruptClaimsSuite {
  private static final WorkflowId ORDER = WorkflowId.of("order");
  private static final String QUEUE = "mail";
  private static final String NODE = "north";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
  private static final int[] LIMITS = {1, 1, 9, 9};

  /**
   * By what a task is told from another content, and that its workflow is held: no claim decodes.
   */
  private static final String DIGEST = "digest";

  private static final String HELD = "held";

  /** Of which nobody is told who asks for the task: it is not found, or says what it always did. */
  private static final Set<String> UNTOLD = Set.of(DIGEST, HELD, "workflow", "key");

  /** Which say nothing of how a task stands: its payload, and how it is compared. */
  private static final Set<String> CONTENT = Set.of(DIGEST, HELD, "content_type", "size");

  @TestFactory
  @DisplayName("tasks are claimed, and it is told or stays away: without")
  Stream<DynamicTest> tasks(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_task"),
        (emptied, column) -> {
          claimTasks(emptied.store("any"), emptied, column, UnaryOperator.identity());
          claimTasks(emptied.store("pinned"), emptied, column, claim -> claim.node(NODE));
        });
  }

  private static void claimTasks(
      Store store, Emptied emptied, String column, UnaryOperator<TaskClaim> on) throws Exception {
    boolean pinned = on.apply(TaskClaim.from(QUEUE, 1, MINUTE)).node().isPresent();
    for (String key : List.of("a", "b", "c")) {
      NewTask task = NewTask.of(TaskKey.of(ORDER, key), QUEUE, Payload.json("1"));
      store.tasks().enqueue(pinned ? task.pinnedTo(NODE) : task);
    }
    emptied.empty(store, column, "key = 'b'");

    List<ClaimedTask> claimed = new ArrayList<>();
    for (int limit : LIMITS) {
      claimed.addAll(store.tasks().claim(on.apply(TaskClaim.from(QUEUE, limit, MINUTE))));
    }

    assertThat(claimed)
        .extracting(task -> task.key().key())
        .containsExactlyElementsOf(beside(column.equals(DIGEST)));
    assertThat(Sound.of(claimed)).isEmpty();
    assertThat(isTold(store)).isEqualTo(!UNTOLD.contains(column));
    assertThat(store.awaitTask(QUEUE, NODE, Duration.ofMillis(1))).isFalse();
  }

  /** Whether whoever asks for the second task is told that its row is corrupt. */
  private static boolean isTold(Store store) {
    try {
      return store
          .tasks()
          .find(TaskKey.of(ORDER, "b"))
          .flatMap(Task::end)
          .flatMap(Task.End::reason)
          .filter(reason -> reason.startsWith("corrupt row in perdure_task"))
          .isPresent();
    } catch (CorruptRecordException corrupt) {
      assertThat(corrupt.table()).isEqualTo("perdure_task");
      return true;
    }
  }

  @TestFactory
  @Clause("G6")
  @DisplayName("a claim of tasks is repeated: without")
  Stream<DynamicTest> tasksAgain(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_task"),
        (emptied, column) -> {
          Store store = emptied.store("again");
          enqueueThree(store);
          TaskClaim claim = TaskClaim.from(QUEUE, 9, MINUTE).token(Token.random());
          assertThat(store.tasks().claim(claim)).hasSize(3);
          emptied.empty(store, column, "key = 'b'");
          for (int time = 0; time < 2; time++) {
            assertThat(store.tasks().claim(claim))
                .extracting(task -> task.key().key())
                .containsExactlyElementsOf(beside(Set.of(DIGEST, HELD).contains(column)));
          }
        });
  }

  @TestFactory
  @Clause("K7")
  @DisplayName("stale claims of tasks are rearmed: without")
  Stream<DynamicTest> stale(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_task"),
        (emptied, column) -> {
          Store store = emptied.store("stale");
          enqueueThree(store);
          for (int i = 0; i < 3; i++) {
            assertThat(store.tasks().claim(QUEUE, 1, MINUTE)).hasSize(1);
          }
          emptied.empty(store, column, "key = 'b'");
          List<String> told = new ArrayList<>();
          assertThat(
                  Readings.readOn(
                      1,
                      page -> store.tasks().staleClaims(LATER, page),
                      corrupt -> told.add(corrupt.table())))
              .hasSize(CONTENT.contains(column) ? 3 : 2);
          assertThat(told).hasSize(CONTENT.contains(column) ? 0 : 1);

          List<Task> rearmed = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            rearmed.addAll(store.tasks().rearmStale(LATER, Due.now(), 2));
          }
          assertThat(rearmed)
              .extracting(task -> task.key().key())
              .containsExactlyInAnyOrderElementsOf(beside(CONTENT.contains(column)));
          assertThat(Sound.of(rearmed)).isEmpty();
        });
  }

  @TestFactory
  @DisplayName("timers are due, claimed and fired, and it is told or stays away: without")
  Stream<DynamicTest> timers(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_timer"),
        (emptied, column) -> {
          boolean sound = column.equals("version");
          Store store = emptied.store("timers");
          scheduleThree(store);
          emptied.empty(store, column, "timer = 'b'");

          assertThat(store.timers().nextDue()).contains(AT);
          assertThat(Readings.readOn(1, page -> store.timers().due(LATER, page), corrupt -> {}))
              .extracting(timer -> ((Timer) timer).timer())
              .containsExactlyElementsOf(beside(sound));
          List<ClaimedTimer> claimed = new ArrayList<>();
          for (int limit : LIMITS) {
            claimed.addAll(store.timers().claim(limit, MINUTE));
          }
          assertThat(claimed)
              .extracting(ClaimedTimer::timer)
              .containsExactlyElementsOf(beside(sound));
          assertThat(isTimerTold(store)).isEqualTo(!sound);
          assertThat(store.timers().fired(claimed)).containsOnly(Fired.FIRED);
        });
  }

  private static boolean isTimerTold(Store store) {
    try {
      assertThat(store.timers().find(ORDER, "b").map(Timer::fireAt)).contains(AT.plusNanos(1));
      return false;
    } catch (CorruptRecordException corrupt) {
      assertThat(corrupt.table()).isEqualTo("perdure_timer");
      assertThat(corrupt.key()).contains("b");
      return true;
    }
  }

  @TestFactory
  @Clause("G6")
  @DisplayName("a claim of timers is repeated, and what it has is fired: without")
  Stream<DynamicTest> timersAgain(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_timer"),
        (emptied, column) -> {
          boolean lost = column.equals("fire_at");
          Store store = emptied.store("again");
          scheduleThree(store);
          Token token = Token.random();
          List<ClaimedTimer> claimed = store.timers().claim(token, 9, MINUTE);
          emptied.empty(store, column, "timer = 'b'");
          assertThat(store.timers().claim(token, 9, MINUTE))
              .extracting(ClaimedTimer::timer)
              .containsExactlyElementsOf(beside(!lost));
          assertThat(store.timers().fired(claimed))
              .containsExactly(Fired.FIRED, lost ? Fired.LOST : Fired.FIRED, Fired.FIRED);
        });
  }

  @TestFactory
  @Clause("T5")
  @DisplayName("no instant is made up that is the next, and scheduling makes it whole: without")
  Stream<DynamicTest> lone(Database database) throws Exception {
    return each(
        Emptied.in(database, "perdure_timer"),
        (emptied, column) -> {
          Store store = emptied.store("lone");
          store.timers().schedule(ORDER, "b", AT);
          emptied.empty(store, column, "timer = 'b'");
          boolean stays = column.equals("available_at");
          assertThat(store.timers().nextDue().isPresent()).isEqualTo(!stays);
          assertThat(store.awaitDue(Duration.ofMillis(1))).isEqualTo(!stays);

          Scheduled scheduled = store.timers().schedule(ORDER, "b", AT.plusNanos(9));
          assertThat(scheduled.change()).isEqualTo(Scheduled.Change.REPLACED);
          assertThat(store.timers().find(ORDER, "b").map(Timer::fireAt)).contains(AT.plusNanos(9));
          assertThat(store.timers().nextDue()).contains(AT.plusNanos(9));
        });
  }

  private static void enqueueThree(Store store) {
    for (String key : List.of("a", "b", "c")) {
      store.tasks().enqueue(NewTask.of(TaskKey.of(ORDER, key), QUEUE, Payload.json("1")));
    }
  }

  private static void scheduleThree(Store store) {
    store.timers().schedule(ORDER, "a", AT);
    store.timers().schedule(ORDER, "b", AT.plusNanos(1));
    store.timers().schedule(ORDER, "c", AT.plusNanos(2));
  }

  private static List<String> beside(boolean itself) {
    return itself ? List.of("a", "b", "c") : List.of("a", "c");
  }

  @FunctionalInterface
  private interface Attempt {
    void at(Emptied emptied, String column) throws Exception;
  }

  private static Stream<DynamicTest> each(Emptied emptied, Attempt attempt) {
    assertThat(emptied.columns()).hasSizeGreaterThan(2);
    return emptied.columns().stream()
        .map(column -> dynamicTest(column, () -> attempt.at(emptied.of(column), column)));
  }

  /** A table of which columns may be empty that never were before. */
  private record Emptied(
      Database database, Beside beside, String table, List<String> columns, String current) {
    static Emptied in(Database database, String table) throws SQLException {
      Store any = database.store();
      any.tasks().enqueue(NewTask.of(TaskKey.of(ORDER, "any"), QUEUE, Payload.empty()));
      any.timers().schedule(ORDER, "any", AT);
      Beside beside = Beside.of(database);
      Cells cells = Cells.of(beside);
      List<Place> places =
          cells.places().stream()
              .filter(place -> place.table().equals(table))
              .filter(place -> place.presence() == Presence.REQUIRED)
              .sorted(Comparator.comparing(Place::column))
              .toList();
      cells.lift(places);
      return new Emptied(database, beside, table, places.stream().map(Place::column).toList(), "");
    }

    Emptied of(String column) {
      return new Emptied(database, beside, table, columns, column);
    }

    /** A store of its own for that column and purpose. */
    Store store(String purpose) {
      return database.perdure().namespace(purpose + " " + current);
    }

    /** Takes the value from the one row of that store. */
    void empty(Store store, String column, String which) throws SQLException {
      String where = " where ns = '" + store.namespace() + "' and ";
      beside.execute("update " + beside.name(table) + " set " + column + " = null" + where + which);
      assertThat(
              beside.number(
                  "select count(*) from " + beside.name(table) + where + column + " is null"))
          .isEqualTo(1);
    }
  }
}
