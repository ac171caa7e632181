package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("T4")
@DisplayName("A claim, told to have fired,")
public abstract class FiredSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NANO = Duration.ofNanos(1);

  @Test
  @DisplayName("that has expired may still fire the timer, if nobody else took it")
  void expiredButNotTaken(Database database) {
    Timers timers = database.store().timers();
    timers.schedule(ORDER, "t", AT);
    ClaimedTimer claimed = timers.claim(1, MINUTE).get(0);
    database.advance(Duration.ofDays(1));

    timers.fired(claimed);

    assertThat(timers.find(ORDER, "t")).isEmpty();
  }

  @Test
  @DisplayName("fires its timer once: a second time it is lost")
  void firesOnce(Store store) {
    store.timers().schedule(ORDER, "t", AT);
    ClaimedTimer claimed = store.timers().claim(1, MINUTE).get(0);

    store.timers().fired(claimed);

    assertThatThrownBy(() -> store.timers().fired(claimed)).isInstanceOf(ClaimLostException.class);
    assertThat(store.timers().nextDue()).isEmpty();
  }

  @Test
  @Clause("G13")
  @DisplayName("of another token, instant, name or workflow fires nothing")
  void forged(Store store) {
    store.timers().schedule(ORDER, "t", AT);
    store.timers().schedule(ORDER, "other", AT.plus(MINUTE));
    ClaimedTimer real = store.timers().claim(1, MINUTE).get(0);
    Term term = Term.beginning(MINUTE);

    for (ClaimedTimer forged :
        List.of(
            new ClaimedTimer(ORDER, "t", AT, Token.random(), real.expiresAt(), term),
            new ClaimedTimer(ORDER, "t", AT.plus(NANO), real.token(), real.expiresAt(), term),
            new ClaimedTimer(ORDER, "other", AT, real.token(), real.expiresAt(), term),
            new ClaimedTimer(workflow("o"), "t", AT, real.token(), real.expiresAt(), term))) {
      assertThatThrownBy(() -> store.timers().fired(forged)).isInstanceOf(ClaimLostException.class);
    }
    store
        .timers()
        .fired(
            new ClaimedTimer(
                ORDER, "t", AT, Token.of(real.token().value()), real.expiresAt(), term));
    assertThat(store.timers().find(ORDER, "t")).isEmpty();
  }

  @Test
  @Clause({"G4", "X1"})
  @DisplayName("fired with the append of its event: both, or neither")
  void withTheAppend(Store store) {
    schedule(store.timers(), 2);
    List<ClaimedTimer> claimed = store.timers().claim(2, MINUTE);

    store.transact(
        tx -> {
          tx.timers().fired(claimed.get(0));
          return tx.history().append(ORDER, 0, event("Reminded"));
        });
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.timers().fired(claimed.get(1));
                      return tx.history().append(ORDER, 0, event("stale"));
                    }))
        .isInstanceOf(SequenceConflictException.class);
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(ORDER, 1, event("twice"));
                      tx.timers().fired(claimed.get(0));
                      return 1;
                    }))
        .isInstanceOf(ClaimLostException.class);

    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertThat(store.timers().find(ORDER, "t0")).isEmpty();
    store.timers().fired(claimed.get(1));
  }

  @Test
  @Clause("G5")
  @DisplayName("that is lost may be caught in a body, which goes on and commits")
  void lostInABody(Store store) {
    schedule(store.timers(), 2);
    List<ClaimedTimer> claimed = store.timers().claim(2, MINUTE);
    store.timers().cancel(ORDER, "t0");

    long head =
        store.transact(
            tx -> {
              try {
                tx.timers().fired(claimed.get(0));
              } catch (ClaimLostException lost) {
                tx.history().append(ORDER, 0, event("Lost"));
              }
              tx.timers().fired(claimed.get(1));
              return tx.history().head(ORDER);
            });

    assertThat(head).isEqualTo(1);
    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertThat(store.timers().nextDue()).isEmpty();
  }

  @Test
  @DisplayName("among many that are told to have fired answers for itself, and for its repeats")
  void manyFired(Store store) {
    Timers timers = store.timers();
    schedule(timers, 6);
    List<ClaimedTimer> claimed = timers.claim(4, MINUTE);
    List<ClaimedTimer> others = timers.claim(2, MINUTE);
    timers.cancel(ORDER, "t1");
    timers.schedule(ORDER, "t2", AT.plusSeconds(99));

    List<Fired> answers =
        timers.fired(
            List.of(
                others.get(0),
                claimed.get(0),
                claimed.get(1),
                claimed.get(2),
                claimed.get(3),
                claimed.get(0)));

    assertThat(answers)
        .containsExactly(
            Fired.FIRED, Fired.FIRED, Fired.LOST, Fired.LOST, Fired.FIRED, Fired.FIRED);
    assertThat(timers.fired(claimed)).containsOnly(Fired.LOST);
    assertThat(timers.find(ORDER, "t2")).isPresent();
    assertThat(timers.find(ORDER, "t5")).isPresent();
  }

  private static void schedule(Timers timers, int count) {
    timers.schedule(
        IntStream.range(0, count)
            .mapToObj(i -> new NewTimer(ORDER, "t" + i, AT.plusSeconds(i)))
            .toList());
  }
}
