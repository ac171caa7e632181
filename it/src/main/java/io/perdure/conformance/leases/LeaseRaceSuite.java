package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.history.Event;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G7")
@DisplayName("Of those who want the same resource at the same time")
public abstract class LeaseRaceSuite {
  private static final int THREADS = 8;
  private static final int ROUNDS = 25;

  @Test
  @Clause({"L1", "G5"})
  @DisplayName("one of many threads gets it, and every other is told who that is")
  void threads(Store store) throws Exception {
    contest(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @Clause({"L1", "G5"})
  @DisplayName("one gets it through two handles, and every other is told who that is")
  void handles(Database database) throws Exception {
    contest(List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @Clause("L1")
  @DisplayName("one of many processes gets it")
  void processes(Database database) throws Exception {
    Store store = database.store();
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(database.child(LeasingProcess.class));
    }
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("ready");
    }
    for (int round = 0; round < ROUNDS; round++) {
      String resource = "resource " + round;
      for (Child child : children) {
        child.say("acquire " + resource);
      }
      int won = store.leases().acquire(resource, ANNA, TTL).lease().isPresent() ? 1 : 0;
      for (Child child : children) {
        String answer = child.hear();
        assertThat(answer).isIn("won", "held");
        won += answer.equals("won") ? 1 : 0;
      }
      assertThat(won).as(resource).isEqualTo(1);
      assertThat(store.leases().find(resource).fence()).isEqualTo(1);
    }
  }

  @Test
  @Clause({"L1", "L2", "G8"})
  @DisplayName("one gets what has expired")
  void expired(Database database) throws Exception {
    Store store = database.store();
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Callable<Acquisition>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Owner owner = Owner.starting("racer-" + i);
          racers.add(() -> store.leases().acquire(ENGINE, owner, TTL));
        }

        assertThat(theOneWinner(race.run(racers)).fence()).isEqualTo(round + 1);
        database.advance(TTL);
      }
    }
  }

  @Test
  @Clause({"L5", "L2"})
  @DisplayName("and take it over from the one that they observed, one gets it")
  void takeOvers(Store store) throws Exception {
    store.leases().acquire(ENGINE, ANNA, TTL);
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        Held observed = store.leases().find(ENGINE).held().orElseThrow();
        List<Callable<Optional<Lease>>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Owner owner = Owner.starting("racer-" + i);
          racers.add(() -> store.leases().takeOver(observed, owner, "raced", TTL));
        }

        List<Lease> won = new ArrayList<>();
        for (Outcome<Optional<Lease>> outcome : race.run(racers)) {
          assertThat(outcome.error()).isEmpty();
          outcome.answer().orElseThrow().ifPresent(won::add);
        }

        assertThat(won).extracting(Lease::fence).containsExactly(observed.fence() + 1);
        assertThat(store.leases().find(ENGINE).held().map(Held::owner))
            .contains(won.get(0).owner());
      }
    }
  }

  @Test
  @Clause({"L1", "G6"})
  @DisplayName("calls of one incarnation get the same lease")
  void sameIncarnation(Store store) throws Exception {
    try (Race race = new Race()) {
      List<Callable<Lease>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        racers.add(() -> store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow());
      }
      List<Lease> leases =
          race.run(racers).stream().map(outcome -> outcome.answer().orElseThrow()).toList();

      assertThat(leases).extracting(Lease::token).containsOnly(leases.get(0).token());
      assertThat(leases).extracting(Lease::fence).containsOnly(1L);
    }
  }

  @Test
  @Clause({"L6", "L2", "X8"})
  @DisplayName("nobody writes under a fence once another wrote under a higher one")
  void fencedThreads(Store store) throws Exception {
    fight(List.of(store), List.of());
    assertFencesNeverFall(store);
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @Clause({"L6", "L2"})
  @DisplayName("through two handles, nobody writes under a fence once a higher one was written")
  void fencedHandles(Database database) throws Exception {
    fight(List.of(database.store(), database.second().namespace("shop")), List.of());
    assertFencesNeverFall(database.store());
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @Clause({"L6", "L2"})
  @DisplayName("in several processes, nobody writes under a fence once a higher one was written")
  void fencedProcesses(Database database) throws Exception {
    Store store = database.store();
    fight(
        List.of(store),
        List.of(database.child(LeasingProcess.class), database.child(LeasingProcess.class)));
    assertFencesNeverFall(store);
  }

  private static void fight(List<Store> stores, List<Child> children) throws Exception {
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("ready");
      child.say("" + ROUNDS);
    }
    int wrote = 0;
    try (Race race = new Race()) {
      List<Callable<Integer>> racers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Store store = stores.get(i % stores.size());
        Owner owner = Owner.of("racer-" + i, "1");
        racers.add(() -> Rivals.work(store, owner, ROUNDS));
      }
      for (Outcome<Integer> outcome : race.run(racers)) {
        assertThat(outcome.error()).isEmpty();
        wrote += outcome.answer().orElseThrow();
      }
    }
    for (Child child : children) {
      wrote += Integer.parseInt(child.hear().substring("wrote ".length()));
    }
    assertThat(stores.get(0).history().head(Rivals.WRITTEN)).isEqualTo(wrote);
  }

  private static void assertFencesNeverFall(Store store) {
    List<Long> fences =
        store.history().read(Rivals.WRITTEN).stream().map(Event::type).map(Long::valueOf).toList();
    assertThat(fences).isSorted().doesNotContain(0L);
    assertThat(fences.stream().distinct().count()).isGreaterThan(3);
    assertThat(store.leases().find(ENGINE).fence())
        .isGreaterThanOrEqualTo(fences.get(fences.size() - 1));
  }

  private static void contest(List<Store> stores) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String resource = "resource " + round;
        List<Callable<Acquisition>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Store store = stores.get(i % stores.size());
          Owner owner = Owner.starting("racer-" + i);
          racers.add(() -> store.leases().acquire(resource, owner, Duration.ofHours(1)));
        }

        assertThat(theOneWinner(race.run(racers)).fence()).isEqualTo(1);
      }
    }
  }

  private static Lease theOneWinner(List<Outcome<Acquisition>> outcomes) {
    List<Lease> won = new ArrayList<>();
    List<Held> told = new ArrayList<>();
    for (Outcome<Acquisition> outcome : outcomes) {
      assertThat(outcome.error()).isEmpty();
      outcome.answer().orElseThrow().lease().ifPresent(won::add);
      outcome.answer().orElseThrow().ifHeld(told::add);
    }
    assertThat(won).hasSize(1);
    assertThat(told).hasSize(THREADS - 1).extracting(Held::owner).containsOnly(won.get(0).owner());
    assertThat(told).extracting(Held::fence).containsOnly(won.get(0).fence());
    return won.get(0);
  }
}
