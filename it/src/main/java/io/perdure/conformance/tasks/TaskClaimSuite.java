package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.NANO;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.claimOne;
import static io.perdure.conformance.tasks.Work.keys;
import static io.perdure.conformance.tasks.Work.keysOf;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K3")
@DisplayName("A claim of tasks")
public abstract class TaskClaimSuite {
  private static final PageRequest ALL = PageRequest.first(100);

  @Test
  @DisplayName("takes what is due in its queue, with its token, expiry and term")
  void takesWhatIsDue(Store store) {
    store.tasks().enqueue(task(ORDER, "due"));
    store.tasks().enqueue(task(ORDER, "waits").due(Due.in(Duration.ofHours(1))));
    store.tasks().enqueue(NewTask.of(TaskKey.of("other"), "other", Payload.empty()));
    Instant now = store.transact(Transaction::now);

    ClaimedTask claimed = claimOne(store);

    Instant after = store.transact(Transaction::now);
    assertThat(claimed.key()).isEqualTo(TaskKey.of(ORDER, "due"));
    assertThat(claimed.payload()).isEqualTo(Payload.json("\"due\""));
    assertThat(claimed.attempt()).isEqualTo(1);
    assertThat(claimed.deliveries()).isEqualTo(1);
    assertThat(claimed.expiresAt()).isBetween(now.plus(MINUTE), after.plus(MINUTE));
    assertThat(claimed.term().length()).isEqualTo(MINUTE);
    Task stored = store.tasks().find(claimed.key()).orElseThrow();
    assertThat(stored.state()).isEqualTo(TaskState.CLAIMED);
    assertThat(stored.claim())
        .contains(new Task.Claim(claimed.expiresAt().minus(MINUTE), claimed.expiresAt()));
    assertThat(store.tasks().claim(MAIL, 9, MINUTE)).isEmpty();
  }

  @Test
  @Clause("G8")
  @DisplayName("is judged by the store's clock to the nanosecond, and a task is due at its instant")
  void due(Database database) {
    Store store = database.store();
    Instant now = store.transact(Transaction::now);
    Instant hour = now.plus(Duration.ofHours(1));
    store.tasks().enqueue(task("t").due(Due.at(hour)));
    assertThat(store.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
    database.advance(Duration.ofHours(1));
    assertThat(store.transact(Transaction::now)).isAfterOrEqualTo(hour);
    assertThat(claimOne(store).key()).isEqualTo(TaskKey.of("t"));
  }

  @Test
  @DisplayName("takes those first that were due first, whoever enqueued them first")
  void order(Store store) {
    Instant then = Instant.parse("2020-01-01T00:00:00.5Z");
    store.tasks().enqueue(task("c").due(Due.at(then)));
    store.tasks().enqueue(task("d").due(Due.at(then)));
    store.tasks().enqueue(task("b").due(Due.at(then.minus(NANO))));
    store.tasks().enqueue(task("e").due(Due.at(then.plus(NANO))));
    store.tasks().enqueue(task("a").due(Due.at(then.minus(NANO.multipliedBy(2)))));
    List<String> order = new ArrayList<>();
    for (int limit : new int[] {1, 3, 9}) {
      order.addAll(keys(store.tasks().claim(MAIL, limit, MINUTE)));
    }
    assertThat(order).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  @DisplayName("for a node takes what is pinned to it beside what anybody may have, in one order")
  void pinned(Store store) {
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    for (int i = 0; i < 12; i++) {
      NewTask task = task("t%02d".formatted(i)).due(Due.at(then.plusNanos(i)));
      store.tasks().enqueue(i % 3 == 0 ? task : task.pinnedTo(i % 3 == 1 ? "one" : "two"));
    }
    TaskClaim one = TaskClaim.from(MAIL, 3, MINUTE).node("one");
    assertThat(keys(store.tasks().claim(one))).containsExactly("t00", "t01", "t03");
    assertThat(keys(store.tasks().claim(MAIL, 1, MINUTE))).containsExactly("t06");
    assertThat(keys(store.tasks().claim(one))).containsExactly("t04", "t07", "t09");
    assertThat(keys(store.tasks().claim(one))).containsExactly("t10");
    assertThat(store.tasks().claim(MAIL, 9, MINUTE)).isEmpty();
    assertThat(store.tasks().claim(one.node("three"))).isEmpty();
    List<ClaimedTask> rest = store.tasks().claim(TaskClaim.from(MAIL, 9, MINUTE).node("two"));
    assertThat(keys(rest)).containsExactly("t02", "t05", "t08", "t11");
    assertThat(rest).allSatisfy(t -> assertThat(t.scope().node()).contains("two"));
  }

  @Test
  @Clause({"G5", "K6"})
  @DisplayName("of nothing is none, which is no error")
  void nothing(Store store) {
    assertThat(store.tasks().claim(MAIL, 10_000, MINUTE)).isEmpty();
    assertThat(store.tasks().claim(TaskClaim.from(MAIL, 1, MINUTE).token(Token.random())))
        .isEmpty();
    assertThat(store.tasks().heartbeat(List.of(), MINUTE)).isEmpty();
  }

  @Test
  @Clause({"K5", "K7"})
  @DisplayName("that has expired lets another take the task, as the same attempt, and is then lost")
  void expires(Database database) {
    Store store = database.store();
    store.tasks().enqueue(task("t"));
    ClaimedTask first = claimOne(store);
    database.advance(MINUTE.minus(Duration.ofSeconds(30)));
    assertThat(store.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
    database.advance(Duration.ofSeconds(30));
    ClaimedTask second = claimOne(store);
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.deliveries()).isEqualTo(2);
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThatThrownBy(() -> store.tasks().complete(first)).isInstanceOf(ClaimLostException.class);
    store.tasks().complete(second);
  }

  @Test
  @Clause("K5")
  @DisplayName("that has expired ends only when another claim takes the task")
  void late(Database database) {
    Store store = database.store();
    store.tasks().enqueue(List.of(task("a"), task("b")));
    List<ClaimedTask> claimed = store.tasks().claim(MAIL, 2, MINUTE);
    database.advance(Duration.ofDays(1));
    store.tasks().complete(claimed.get(0));
    ClaimedTask kept = store.tasks().heartbeat(claimed.get(1), MINUTE);
    assertThat(store.tasks().claim(MAIL, 2, MINUTE)).isEmpty();
    assertThat(kept.expiresAt()).isAfter(claimed.get(1).expiresAt());
    assertThat(kept.term().length()).isEqualTo(MINUTE);
    assertThat(kept.payload()).isEqualTo(claimed.get(1).payload());
    store.tasks().complete(kept);
  }

  @Test
  @Clause({"K5", "K6"})
  @DisplayName("is prolonged for many tasks at once, each answering for itself")
  void heartbeats(Database database) {
    Store store = database.store();
    store.tasks().enqueue(Work.tasks(3));
    List<ClaimedTask> claimed = store.tasks().claim(MAIL, 3, MINUTE);
    store.tasks().complete(claimed.get(1));
    List<Optional<ClaimedTask>> kept = store.tasks().heartbeat(claimed, Duration.ofHours(2));
    assertThat(kept).extracting(Optional::isPresent).containsExactly(true, false, true);
    database.advance(Duration.ofHours(1));
    assertThat(store.tasks().claim(MAIL, 3, MINUTE)).isEmpty();
    assertThat(kept.get(2).orElseThrow().key()).isEqualTo(claimed.get(2).key());
  }

  @Test
  @Clause("G6")
  @DisplayName("under the caller's token answers the same tasks when it is repeated, prolonged")
  void repeated(Database database) {
    Store store = database.store();
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    store.tasks().enqueue(Work.tasks(5));
    store.tasks().enqueue(NewTask.of(TaskKey.of("large"), MAIL, Payload.of(large)));
    TaskClaim claim = TaskClaim.from(MAIL, 6, MINUTE).token(Token.random());
    List<ClaimedTask> first = store.tasks().claim(claim);
    assertThat(first)
        .hasSize(6)
        .allSatisfy(task -> assertThat(claim.token()).contains(task.token()));
    store.tasks().enqueue(task("new"));
    database.advance(Duration.ofSeconds(30));

    List<ClaimedTask> again = store.tasks().claim(claim);
    assertThat(keys(again)).isEqualTo(keys(first));
    assertThat(again)
        .extracting(ClaimedTask::payload)
        .isEqualTo(first.stream().map(ClaimedTask::payload).toList());
    assertThat(again).extracting(ClaimedTask::deliveries).containsOnly(1L);
    assertThat(again.get(0).expiresAt()).isAfter(first.get(0).expiresAt());
    store.tasks().complete(first.get(0));
    assertThat(keys(store.tasks().claim(claim))).isEqualTo(keys(first.subList(1, 6)));
    assertThat(keys(store.tasks().claim(MAIL, 9, MINUTE))).containsExactly("new");
  }

  @Test
  @Clause("K7")
  @DisplayName("counts as a delivery; over the queue's maximum the task is a dead letter instead")
  void deliveries(Database database) {
    Tasks tasks = database.store().tasks();
    assertThat(tasks.maxDeliveries(MAIL)).isEqualTo(20);
    tasks.setMaxDeliveries(MAIL, 2);
    tasks.setMaxDeliveries(MAIL, 3);
    assertThat(tasks.maxDeliveries(MAIL)).isEqualTo(3);
    assertThat(tasks.maxDeliveries("other")).isEqualTo(20);
    tasks.enqueue(List.of(task("poison"), task("poison too")));
    for (int delivery = 1; delivery <= 3; delivery++) {
      assertThat(tasks.claim(MAIL, 9, MINUTE))
          .hasSize(2)
          .extracting(ClaimedTask::deliveries)
          .containsOnly((long) delivery);
      database.advance(MINUTE);
    }
    tasks.enqueue(task("good"));

    // Nothing of what was found first could be handed out: the claim looks further.
    assertThat(keys(tasks.claim(MAIL, 1, MINUTE))).containsExactly("good");
    Task dead = tasks.find(TaskKey.of("poison")).orElseThrow();
    assertThat(dead.state()).isEqualTo(TaskState.FAILED);
    assertThat(dead.deliveries()).isEqualTo(3);
    assertThat(dead.claim()).isEmpty();
    assertThat(dead.end().orElseThrow().reason().orElseThrow()).contains("handed out");
    assertThat(keysOf(tasks.deadLetters(ALL))).containsExactly("poison", "poison too");

    assertThat(tasks.requeue(dead.key())).isTrue();
    assertThat(tasks.requeue(dead.key())).isFalse();
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("poison");
    assertThat(tasks.find(dead.key()).orElseThrow().deliveries()).isEqualTo(1);
  }

  @Test
  @Clause("K7")
  @DisplayName("that is stale is listed without being touched, and rearmed when asked for")
  void stale(Database database) {
    Store store = database.store();
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task("b"), task(ORDER, "a"), task("c"), task("late")));
    List<ClaimedTask> claimed = tasks.claim(MAIL, 3, Duration.ofDays(9));
    database.advance(MINUTE);
    Instant later = store.transact(Transaction::now);
    tasks.claim(MAIL, 1, MINUTE);
    tasks.heartbeat(claimed.get(0), Duration.ofDays(9));

    assertThat(keysOf(tasks.staleClaims(later, ALL))).containsExactly("b", "c", "a");
    assertThat(keysOf(tasks.staleClaims(later.plus(MINUTE), ALL)))
        .containsExactly("b", "c", "a", "late");
    assertThat(tasks.staleClaims(Instant.EPOCH, ALL).entries()).isEmpty();
    tasks.complete(claimed.get(2));

    List<Task> rearmed = tasks.rearmStale(later, Due.in(MINUTE), 1);
    assertThat(keysOf(rearmed)).containsExactly("b");
    assertThat(rearmed.get(0)).isEqualTo(tasks.find(TaskKey.of("b")).orElseThrow());
    assertThat(rearmed.get(0).state()).isEqualTo(TaskState.PENDING);
    assertThat(rearmed.get(0).attempt()).isEqualTo(1);
    assertThat(rearmed.get(0).deliveries()).isEqualTo(1);
    assertThat(keysOf(tasks.rearmStale(later, Due.now(), 9))).containsExactly("a");
    assertThat(tasks.rearmStale(later, Due.now(), 9)).isEmpty();
    for (ClaimedTask lost : claimed.subList(0, 2)) {
      assertThatThrownBy(() -> tasks.complete(lost)).isInstanceOf(ClaimLostException.class);
    }
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("a");
    database.advance(MINUTE);
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).contains("b");
  }

  @Test
  @Clause({"K3", "G11"})
  @DisplayName("takes nothing of another namespace, and settles nothing there")
  void namespaces(Database database) {
    Store one = database.perdure().namespace("one");
    Store two = database.perdure().namespace("two");
    one.tasks().enqueue(task(ORDER, "t"));
    one.tasks().hold(WorkflowId.of("held"));
    assertThat(two.tasks().claim(MAIL, 9, MINUTE)).isEmpty();
    assertThat(two.tasks().find(TaskKey.of(ORDER, "t"))).isEmpty();
    assertThat(two.tasks().heldWorkflows(ALL).entries()).isEmpty();
    two.tasks().enqueue(task(ORDER, "t"));
    ClaimedTask claimed = claimOne(one);
    assertThatThrownBy(() -> two.tasks().complete(claimed)).isInstanceOf(ClaimLostException.class);
    assertThat(two.tasks().cancelAll(ORDER)).hasSize(1);
    one.tasks().setMaxDeliveries(MAIL, 1);
    assertThat(two.tasks().maxDeliveries(MAIL)).isEqualTo(20);
    one.tasks().complete(claimed);
  }
}
