package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Linearization;
import io.perdure.conformance.general.Linearization.Recorded;
import io.perdure.conformance.general.Recording;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.LeaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records when operations on one lease began and were answered, and looks for an order of them that
 * explains every answer. Nothing expires meanwhile.
 */
@EveryBackend
@Clause({"L1", "L2", "L3", "L4", "L5", "G12"})
@DisplayName("Concurrent operations on a lease")
public abstract class LeaseLinearizabilitySuite {
  private static final State FREE = new State(0, Optional.empty());

  /** What was asked. */
  private enum Verb {
    ACQUIRE,
    RENEW,
    RELEASE,
    TAKE_OVER,
    FIND
  }

  /**
   * What was asked and answered.
   *
   * @param owner who asked
   * @param under the fence that it named; 0 if none
   * @param found the fence that it was answered; 0 if none
   * @param holder who holds the resource, as it was answered; empty if nobody
   */
  private record Operation(
      Verb verb, Owner owner, long under, long found, Optional<Owner> holder) {}

  /** The lease, as one thread would see it. */
  private record State(long fence, Optional<Owner> holder) {}

  @Test
  @DisplayName("through one handle have an order that explains every answer")
  void oneHandle(Store store) throws Exception {
    check(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles have an order that explains every answer")
  void twoHandles(Database database) throws Exception {
    check(List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @DisplayName("are not explained if two hold it at once, or a fence is given twice")
  void checker() {
    Owner a = Owner.of("a", "1");
    Owner b = Owner.of("b", "1");
    Operation first = new Operation(Verb.ACQUIRE, a, 0, 1, Optional.of(a));
    Operation second = new Operation(Verb.ACQUIRE, b, 0, 2, Optional.of(b));
    Operation told = new Operation(Verb.ACQUIRE, b, 0, 1, Optional.of(a));

    assertThat(explained(first, told)).isTrue();
    assertThat(explained(first, second)).isFalse();
    assertThat(explained(first, new Operation(Verb.RELEASE, a, 1, 0, Optional.empty()), first))
        .isFalse();
  }

  private static boolean explained(Operation... operations) {
    return Linearization.explains(
        Recording.oneAfterTheOther(operations), FREE, LeaseLinearizabilitySuite::after);
  }

  private static void check(List<Store> handles) throws InterruptedException {
    List<List<Recorded<Operation>>> recorded =
        Recording.of(handles, LeaseLinearizabilitySuite::operator);
    assertThat(recorded.stream().flatMap(List::stream).map(it -> it.operation().verb()))
        .contains(Verb.values());
    assertThat(Linearization.explains(recorded, FREE, LeaseLinearizabilitySuite::after))
        .as("%s", recorded)
        .isTrue();
  }

  private static Recording.Operator<Operation> operator(Store store, int thread) {
    Random random = new Random(thread);
    Owner owner = Owner.of("owner-" + thread, "1");
    List<Lease> had = new ArrayList<>();
    return number -> {
      Optional<Lease> mine =
          had.isEmpty() ? Optional.empty() : Optional.of(had.get(had.size() - 1));
      return switch (random.nextInt(mine.isPresent() ? 10 : 5)) {
        case 0, 1, 2 -> acquire(store, owner, had);
        case 3 -> find(store, owner);
        case 4 ->
            store
                .leases()
                .find(ENGINE)
                .held()
                .map(held -> takeOver(store, owner, held, thread + "-" + number, had))
                .orElseGet(() -> find(store, owner));
        case 5, 6 -> renew(store, mine.orElseThrow());
        default -> release(store, mine.orElseThrow());
      };
    };
  }

  private static Operation acquire(Store store, Owner owner, List<Lease> had) {
    Acquisition answer = store.leases().acquire(ENGINE, owner, TTL);
    answer.lease().ifPresent(had::add);
    List<Held> held = new ArrayList<>();
    answer.ifHeld(held::add);
    return new Operation(
        Verb.ACQUIRE,
        owner,
        0,
        answer.lease().map(Lease::fence).orElseGet(() -> held.get(0).fence()),
        Optional.of(answer.lease().map(Lease::owner).orElseGet(() -> held.get(0).owner())));
  }

  private static Operation find(Store store, Owner owner) {
    LeaseState state = store.leases().find(ENGINE);
    return new Operation(Verb.FIND, owner, 0, state.fence(), state.held().map(Held::owner));
  }

  private static Operation takeOver(
      Store store, Owner owner, Held observed, String reason, List<Lease> had) {
    Optional<Lease> taken = store.leases().takeOver(observed, owner, reason, TTL);
    taken.ifPresent(had::add);
    return new Operation(
        Verb.TAKE_OVER,
        owner,
        observed.fence(),
        taken.map(Lease::fence).orElse(0L),
        taken.map(Lease::owner));
  }

  private static Operation renew(Store store, Lease lease) {
    try {
      Lease renewed = store.leases().renew(lease, TTL);
      return new Operation(
          Verb.RENEW, lease.owner(), lease.fence(), renewed.fence(), Optional.of(lease.owner()));
    } catch (LeaseLostException lost) {
      return new Operation(
          Verb.RENEW, lease.owner(), lease.fence(), lost.found(), Optional.empty());
    }
  }

  private static Operation release(Store store, Lease lease) {
    store.leases().release(lease);
    return new Operation(Verb.RELEASE, lease.owner(), lease.fence(), 0, Optional.empty());
  }

  /** What one thread would be answered, and the state behind it. */
  private static Optional<State> after(State state, Operation asked) {
    State given = new State(state.fence() + 1, Optional.of(asked.owner()));
    State answered = new State(asked.found(), asked.holder());
    boolean holds =
        state.holder().equals(Optional.of(asked.owner())) && state.fence() == asked.under();
    return switch (asked.verb()) {
      case FIND -> only(answered.equals(state), state);
      case ACQUIRE -> {
        State next = state.holder().isEmpty() ? given : state;
        yield only(answered.equals(next), next);
      }
      case RENEW ->
          only(asked.holder().isPresent() == holds && asked.found() == state.fence(), state);
      case RELEASE -> Optional.of(holds ? new State(state.fence(), Optional.empty()) : state);
      case TAKE_OVER -> {
        boolean takes = state.holder().isPresent() && state.fence() == asked.under();
        yield takes ? only(answered.equals(given), given) : only(asked.holder().isEmpty(), state);
      }
    };
  }

  private static Optional<State> only(boolean explained, State state) {
    return explained ? Optional.of(state) : Optional.empty();
  }
}
