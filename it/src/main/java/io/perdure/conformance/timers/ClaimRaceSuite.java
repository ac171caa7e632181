package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.NewTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("T3")
@DisplayName("Of claimants that compete")
public abstract class ClaimRaceSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int THREADS = 6;
  private static final int TIMERS = 300;
  private static final int ROUNDS = 25;

  @Test
  @DisplayName("on many threads each timer has one, and every timer has one")
  void threads(Store store) throws Exception {
    contest(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles each timer has one, and every timer has one")
  void handles(Database database) throws Exception {
    contest(List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("in several processes each timer has one, and every timer has one")
  void processes(Database database) throws Exception {
    Store store = database.store();
    schedule(store, TIMERS);
    try (Race race = new Race();
        Child one = database.child(ClaimingProcess.class);
        Child two = database.child(ClaimingProcess.class)) {
      assertThat(one.hear()).isEqualTo("ready");
      assertThat(two.hear()).isEqualTo("ready");
      List<String> claimed = new ArrayList<>();
      List<Callable<List<String>>> racers =
          List.of(
              () -> ClaimingProcess.claimAll(store),
              () -> ClaimingProcess.claimAll(store),
              () -> told(one),
              () -> told(two));
      for (Outcome<List<String>> outcome : race.run(racers)) {
        claimed.addAll(outcome.answer().orElseThrow());
      }

      assertThat(claimed).doesNotHaveDuplicates().hasSize(TIMERS);
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("one does not wait for another's rows, nor for those of a transaction that is open")
  void doesNotWait(Store store) {
    schedule(store, 10);
    try (Crowd crowd = new Crowd()) {
      Gate claimed = new Gate();
      Gate done = new Gate();
      Crowd.Call<List<String>> holder =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.timers().cancel(ORDER, "t9");
                        tx.timers().schedule(ORDER, "t8", AT.plusSeconds(99));
                        List<String> names = names(tx.timers().claim(4, MINUTE));
                        claimed.open();
                        done.pass();
                        return names;
                      }));
      claimed.pass();

      List<String> others = names(store.timers().claim(100, MINUTE));

      assertThat(others).containsExactly("t4", "t5", "t6", "t7");
      done.open();
      assertThat(holder.answer()).containsExactly("t0", "t1", "t2", "t3");
    }
    assertThat(names(store.timers().claim(100, MINUTE))).containsExactly("t8");
  }

  @Test
  @Clause({"T4", "G7"})
  @DisplayName("for a timer whose claim expired, whichever took it last fires it, and only that")
  void expiredClaims(Database database) throws Exception {
    Store store = database.store();
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = "t" + round;
        store.timers().schedule(ORDER, name, AT);
        ClaimedTimer old = store.timers().claim(1, MINUTE).get(0);
        database.advance(MINUTE);
        long head = store.history().head(ORDER);
        List<Callable<Boolean>> racers =
            List.of(
                () -> fire(store, old),
                () -> {
                  List<ClaimedTimer> mine = store.timers().claim(1, MINUTE);
                  return !mine.isEmpty() && fire(store, mine.get(0));
                });
        List<Outcome<Boolean>> outcomes = race.run(racers);

        assertThat(outcomes.stream().map(o -> o.answer().orElseThrow()))
            .as("round %s", round)
            .containsOnlyOnce(true);
        assertThat(store.history().head(ORDER)).isEqualTo(head + 1);
        assertThat(store.timers().find(ORDER, name)).isEmpty();
      }
    }
  }

  @Test
  @Clause({"T1", "T4", "G7"})
  @DisplayName("one fires while the timer is replaced: it fires before, or is lost, never both")
  void firedOrReplaced(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = "t" + round;
        store.timers().schedule(ORDER, name, AT);
        ClaimedTimer claim = store.timers().claim(1, MINUTE).get(0);
        List<Callable<String>> racers =
            List.of(
                () -> store.timers().fired(List.of(claim)).get(0).name(),
                () -> store.timers().schedule(ORDER, name, AT.plusSeconds(1)).change().name());

        List<String> answers =
            race.run(racers).stream().map(outcome -> outcome.answer().orElseThrow()).toList();

        assertThat(answers).isIn(List.of("FIRED", "SCHEDULED"), List.of("LOST", "REPLACED"));
        assertThat(store.timers().find(ORDER, name)).isPresent();
        store.timers().cancel(ORDER, name);
      }
    }
  }

  @Test
  @Clause("G6")
  @DisplayName("those with one token are answered the same timers, and no more than one's share")
  void sameToken(Store store) throws Exception {
    schedule(store, 4 * ROUNDS);
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        Token token = Token.random();
        List<Callable<List<String>>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          racers.add(() -> names(store.timers().claim(token, 4, MINUTE)));
        }

        List<List<String>> answers =
            race.run(racers).stream().map(outcome -> outcome.answer().orElseThrow()).toList();

        assertThat(answers).allSatisfy(names -> assertThat(names).isEqualTo(answers.get(0)));
        assertThat(answers.get(0)).hasSize(4);
      }
    }
    assertThat(store.timers().claim(1, MINUTE)).isEmpty();
  }

  @Test
  @Clause({"T1", "T4"})
  @DisplayName("and of those who schedule and fire many at once nobody fails")
  void bulk(Store store) throws Exception {
    List<NewTimer> forth = timers(60);
    List<NewTimer> back = new ArrayList<>();
    for (int i = forth.size() - 1; i >= 0; i--) {
      back.add(new NewTimer(ORDER, "t" + i, AT.plusSeconds(100 + i)));
    }
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Callable<Integer>> racers =
            List.of(
                () -> store.timers().schedule(forth).size(),
                () -> store.timers().schedule(back).size(),
                () -> store.timers().fired(store.timers().claim(30, MINUTE)).size(),
                () -> store.timers().fired(store.timers().claim(30, MINUTE)).size());

        assertThat(race.run(racers)).allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
      }
    }
  }

  private static void contest(List<Store> handles) throws InterruptedException {
    schedule(handles.get(0), TIMERS);
    List<Callable<List<String>>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Store handle = handles.get(i % handles.size());
      racers.add(() -> ClaimingProcess.claimAll(handle));
    }
    try (Race race = new Race()) {
      List<String> claimed = new ArrayList<>();
      for (Outcome<List<String>> outcome : race.run(racers)) {
        claimed.addAll(outcome.answer().orElseThrow());
      }
      assertThat(claimed).doesNotHaveDuplicates().hasSize(TIMERS);
    }
  }

  private static boolean fire(Store store, ClaimedTimer claim) {
    try {
      return store.transact(
          tx -> {
            tx.timers().fired(claim);
            tx.history().append(ORDER, tx.history().head(ORDER), event("Fired"));
            return true;
          });
    } catch (ClaimLostException lost) {
      return false;
    }
  }

  private static List<String> told(Child child) throws InterruptedException {
    child.say("claim");
    String line = child.hear();
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  private static List<String> names(List<ClaimedTimer> claimed) {
    return claimed.stream().map(ClaimedTimer::timer).toList();
  }

  private static void schedule(Store store, int count) {
    store.timers().schedule(timers(count));
  }

  private static List<NewTimer> timers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new NewTimer(ORDER, "t" + i, AT.plusSeconds(i)))
        .toList();
  }
}
