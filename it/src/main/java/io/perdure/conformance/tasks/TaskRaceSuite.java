package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.keys;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K3")
@DisplayName("Of claimants that race")
public abstract class TaskRaceSuite {
  private static final int THREADS = 6;
  private static final int TASKS = 300;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int ROUNDS = 15;
  private static final PageRequest ALL = PageRequest.first(10_000);

  @Test
  @DisplayName("on many threads each task has one, and every task has one")
  void threads(Store store) throws Exception {
    contest(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles each task has one, and every task has one")
  void handles(Database database) throws Exception {
    contest(List.of(database.store(), database.second().namespace("shop")));
  }

  private static void contest(List<Store> stores) throws Exception {
    stores.get(0).tasks().enqueue(Work.tasks(TASKS));
    try (Race race = new Race()) {
      List<Callable<List<String>>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Store store = stores.get(i % stores.size());
        racers.add(() -> TakingProcess.completeAll(store));
      }
      allDone(stores.get(0), race.run(racers));
    }
  }

  private static void allDone(Store store, List<Outcome<List<String>>> outcomes) {
    List<String> done = new ArrayList<>();
    outcomes.forEach(outcome -> done.addAll(outcome.answer().orElseThrow()));
    done.addAll(TakingProcess.completeAll(store));
    assertThat(done).doesNotHaveDuplicates().hasSize(TASKS);
    assertThat(store.tasks().counts(ALL).entries()).isEmpty();
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("in several processes each task has one, and every task has one")
  void processes(Database database) throws Exception {
    Store store = database.store();
    store.tasks().enqueue(Work.tasks(TASKS));
    try (Race race = new Race();
        Child one = database.child(TakingProcess.class);
        Child two = database.child(TakingProcess.class)) {
      assertThat(one.hear()).isEqualTo("ready");
      assertThat(two.hear()).isEqualTo("ready");
      List<Callable<List<String>>> racers =
          List.of(
              () -> TakingProcess.completeAll(store),
              () -> told(one, "all"),
              () -> told(two, "all"));
      allDone(store, race.run(racers));
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
  }

  private static List<String> told(Child child, String what) throws Exception {
    child.say(what);
    String line = child.hear();
    return line.isEmpty() ? List.of() : List.of(line.split(" "));
  }

  @Test
  @Clause({"K5", "K7"})
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("one that is killed while holding tasks leaves them to others when they expire")
  void killed(Database database) throws Exception {
    Store store = database.store();
    store.tasks().setMaxDeliveries(MAIL, 2);
    store.tasks().enqueue(Work.tasks(5));
    for (int death = 0; death < 2; death++) {
      try (Child child = database.child(TakingProcess.class)) {
        assertThat(child.hear()).isEqualTo("ready");
        List<String> held = told(child, "hold");
        child.kill();
        assertThat(held).containsExactly("t00000", "t00001", "t00002");
      }
      if (death == 0) {
        assertThat(keys(store.tasks().claim(MAIL, 9, DAY))).containsExactly("t00003", "t00004");
      }
      database.advance(MINUTE);
    }
    assertThat(store.tasks().claim(MAIL, 9, MINUTE)).isEmpty();
    assertThat(Work.keysOf(store.tasks().deadLetters(ALL)))
        .containsExactly("t00000", "t00001", "t00002");
  }

  @Test
  @Clause({"K2", "K9"})
  @DisplayName("completing and cancelling, each task ends by one of them")
  void cancelAgainstComplete(Store store) throws Exception {
    Tasks tasks = store.tasks();
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = "r" + round + "-";
        tasks.enqueue(
            List.of(task(ORDER, name + "a"), task(ORDER, name + "b"), task(ORDER, name + "c")));
        List<ClaimedTask> claimed = tasks.claim(MAIL, 3, MINUTE);
        List<Callable<List<String>>> racers =
            List.of(
                () -> done(tasks, claimed.subList(0, 2)),
                () -> done(tasks, claimed.subList(2, 3)),
                () -> tasks.cancelAll(ORDER).stream().map(TaskKey::key).toList());
        List<String> ended = new ArrayList<>();
        for (Outcome<List<String>> outcome : race.run(racers)) {
          ended.addAll(outcome.answer().orElseThrow());
        }
        assertThat(ended).as("round %s", round).containsExactlyInAnyOrderElementsOf(keys(claimed));
      }
    }
    assertThat(tasks.unsettledWorkflows(ALL).entries()).isEmpty();
  }

  private static List<String> done(Tasks tasks, List<ClaimedTask> claimed) {
    List<Settled> settled =
        tasks.settle(
            claimed.stream()
                .map(task -> new Settlement(task, io.perdure.store.tasks.Outcome.completed()))
                .toList());
    List<String> done = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      if (settled.get(i) == Settled.SETTLED) {
        done.add(claimed.get(i).key().key());
      }
    }
    return done;
  }

  @Test
  @Clause({"K2", "K5", "G7"})
  @DisplayName("a heartbeat and another's claim of what has expired, one has the task")
  void heartbeatAgainstExpiry(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.setMaxDeliveries(MAIL, 1000);
    tasks.enqueue(task("t"));
    ClaimedTask holder = tasks.claim(MAIL, 1, MINUTE).get(0);
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        database.advance(MINUTE.multipliedBy(2));
        ClaimedTask old = holder;
        List<Callable<List<ClaimedTask>>> racers =
            List.of(
                () -> tasks.heartbeat(List.of(old), MINUTE).get(0).stream().toList(),
                () -> tasks.claim(MAIL, 1, MINUTE));
        List<ClaimedTask> holders = new ArrayList<>();
        for (Outcome<List<ClaimedTask>> outcome : race.run(racers)) {
          holders.addAll(outcome.answer().orElseThrow());
        }
        assertThat(holders).as("round %s", round).hasSize(1);
        holder = holders.get(0);
      }
    }
    tasks.complete(holder);
  }

  @Test
  @Clause("K1")
  @DisplayName("to enqueue under the same keys, in any order, each key is taken once")
  void sameKeys(Store store) throws Exception {
    List<NewTask> tasks = Work.tasks(40);
    List<NewTask> backwards = new ArrayList<>(tasks);
    Collections.reverse(backwards);
    try (Race race = new Race()) {
      List<Callable<List<Enqueued>>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        List<NewTask> mine = i % 2 == 0 ? tasks : backwards;
        racers.add(() -> store.tasks().enqueue(mine));
      }
      long enqueued = 0;
      for (Outcome<List<Enqueued>> outcome : race.run(racers)) {
        enqueued +=
            outcome.answer().orElseThrow().stream().filter(Enqueued.ENQUEUED::equals).count();
      }
      assertThat(enqueued).isEqualTo(tasks.size());
    }
    assertThat(store.tasks().claim(MAIL, 99, MINUTE)).hasSize(tasks.size());
  }

  @Test
  @Clause({"K3", "G6"})
  @DisplayName("under one token all are answered the same tasks")
  void sameToken(Store store) throws Exception {
    store.tasks().enqueue(Work.tasks(10));
    TaskClaim claim = TaskClaim.from(MAIL, 3, MINUTE).token(Token.random());
    try (Race race = new Race()) {
      List<Callable<List<String>>> racers =
          Collections.nCopies(THREADS, () -> keys(store.tasks().claim(claim)));
      for (Outcome<List<String>> outcome : race.run(racers)) {
        assertThat(outcome.answer().orElseThrow()).containsExactly("t00000", "t00001", "t00002");
      }
    }
    assertThat(store.tasks().claim(MAIL, 99, MINUTE)).hasSize(7);
  }

  @Test
  @Clause("K4")
  @DisplayName("beside holding, releasing and enqueuing none is handed out while held, none lost")
  void holdAgainstAll(Store store) throws Exception {
    Tasks tasks = store.tasks();
    List<String> handedOut = new ArrayList<>();
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = "r" + round + "-";
        List<Callable<List<String>>> racers =
            List.of(
                () -> enqueue(tasks, name + "x"),
                () -> enqueue(tasks, name + "y"),
                () -> {
                  tasks.hold(ORDER);
                  return List.of();
                },
                () -> complete(tasks));
        for (Outcome<List<String>> outcome : race.run(racers)) {
          handedOut.addAll(outcome.answer().orElseThrow());
        }
        assertThat(tasks.claim(MAIL, 99, MINUTE)).as("held in round %s", round).isEmpty();
        List<Callable<List<String>>> releasing =
            List.of(
                () -> enqueue(tasks, name + "z"),
                () -> {
                  tasks.release(ORDER);
                  return List.of();
                },
                () -> complete(tasks));
        for (Outcome<List<String>> outcome : race.run(releasing)) {
          handedOut.addAll(outcome.answer().orElseThrow());
        }
        handedOut.addAll(complete(tasks));
        assertThat(tasks.counts(ALL).entries()).as("left in round %s", round).isEmpty();
      }
    }
    assertThat(handedOut).doesNotHaveDuplicates().hasSize(ROUNDS * 15);
    assertThat(tasks.list(ORDER, ALL).entries())
        .allSatisfy(task -> assertThat(task.state()).isEqualTo(TaskState.DONE));
  }

  private static List<String> enqueue(Tasks tasks, String name) {
    for (int i = 0; i < 5; i++) {
      tasks.enqueue(task(ORDER, name + i));
    }
    return List.of();
  }

  private static List<String> complete(Tasks tasks) {
    List<String> all = new ArrayList<>();
    while (true) {
      List<ClaimedTask> claimed = tasks.claim(MAIL, 3, MINUTE);
      if (claimed.isEmpty()) {
        return all;
      }
      all.addAll(done(tasks, claimed));
    }
  }
}
