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
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("T3")
@DisplayName("A claim")
public abstract class ClaimSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NANO = Duration.ofNanos(1);

  @Test
  @DisplayName("takes what is due and nothing that waits, with its token, expiry and term")
  void takesWhatIsDue(Store store) {
    Instant now = store.transact(Transaction::now);
    store.timers().schedule(ORDER, "due", now);
    store.timers().schedule(ORDER, "waits", now.plus(Duration.ofHours(1)));

    List<ClaimedTimer> claimed = store.timers().claim(9, MINUTE);

    Instant after = store.transact(Transaction::now);
    assertThat(claimed)
        .singleElement()
        .satisfies(
            timer -> {
              assertThat(timer.workflow()).isEqualTo(ORDER);
              assertThat(timer.timer()).isEqualTo("due");
              assertThat(timer.fireAt()).isEqualTo(now);
              assertThat(timer.expiresAt()).isBetween(now.plus(MINUTE), after.plus(MINUTE));
              assertThat(timer.term().length()).isEqualTo(MINUTE);
              assertThat(timer.term().remaining()).isLessThanOrEqualTo(MINUTE).isPositive();
            });
    assertThat(store.timers().find(ORDER, "due"))
        .contains(new Timer(ORDER, "due", now, Optional.of(claimed.get(0).expiresAt())));
  }

  @Test
  @Clause("G5")
  @DisplayName("of nothing is none, which is no error")
  void nothing(Store store) {
    assertThat(store.timers().claim(10_000, MINUTE)).isEmpty();
    assertThat(store.timers().claim(Token.random(), 1, MINUTE)).isEmpty();
    assertThat(store.timers().fired(List.of())).isEmpty();
    assertThat(store.timers().nextDue()).isEmpty();
  }

  @Test
  @DisplayName("takes at most as many as were asked for, due longest first, in the order of due")
  void limit(Store store) {
    store
        .timers()
        .schedule(
            IntStream.range(0, 120)
                .mapToObj(i -> new NewTimer(workflow("w" + i), "t", AT.minusNanos(i)))
                .toList());

    for (int limit : new int[] {1, 2, 7, 10, 33, 67}) {
      assertThat(store.timers().claim(limit, MINUTE))
          .hasSize(limit)
          .isSortedAccordingTo((a, b) -> a.fireAt().compareTo(b.fireAt()));
    }
    assertThat(store.timers().claim(9, MINUTE)).isEmpty();
  }

  @Test
  @DisplayName("keeps others away until it expires, then another may take the timer")
  void expires(Database database) {
    Timers timers = database.store().timers();
    timers.schedule(ORDER, "t", AT);
    ClaimedTimer first = timers.claim(1, MINUTE).get(0);

    database.advance(MINUTE.minus(Duration.ofSeconds(30)));
    assertThat(timers.claim(1, MINUTE)).isEmpty();
    database.advance(Duration.ofSeconds(30));
    ClaimedTimer second = timers.claim(1, MINUTE).get(0);

    assertThat(second.fireAt()).isEqualTo(first.fireAt());
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThatThrownBy(() -> timers.fired(first)).isInstanceOf(ClaimLostException.class);
    timers.fired(second);
  }

  @Test
  @Clause({"G8", "T5"})
  @DisplayName("is judged by the store's clock, however it moves, and nextDue with it")
  void movedClock(Database database) {
    Store store = database.store();
    Timers timers = store.timers();
    Instant now = store.transact(Transaction::now);
    timers.schedule(ORDER, "t", now.plus(Duration.ofDays(400)));
    assertThat(timers.claim(1, MINUTE)).isEmpty();
    assertThat(timers.nextDue()).contains(now.plus(Duration.ofDays(400)));

    database.advance(Duration.ofDays(401));
    ClaimedTimer claimed = timers.claim(1, Duration.ofDays(2)).get(0);
    assertThat(claimed.expiresAt()).isAfter(now.plus(Duration.ofDays(403)));
    assertThat(claimed.term().remaining()).isLessThanOrEqualTo(Duration.ofDays(2));
    assertThat(timers.nextDue()).contains(claimed.expiresAt());

    database.advance(Duration.ofDays(-800));
    assertThat(timers.claim(1, MINUTE)).isEmpty();
    assertThat(timers.nextDue()).contains(claimed.expiresAt());
    database.advance(Duration.ofDays(803));
    assertThat(timers.claim(1, MINUTE)).hasSize(1);
    assertThat(claimed.term().isOver()).as("the holder's own clock did not move").isFalse();
  }

  @Test
  @Clause("T4")
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
  @Clause("T4")
  @DisplayName("fires its timer once: a second time it is lost")
  void firesOnce(Store store) {
    store.timers().schedule(ORDER, "t", AT);
    ClaimedTimer claimed = store.timers().claim(1, MINUTE).get(0);

    store.timers().fired(claimed);

    assertThatThrownBy(() -> store.timers().fired(claimed)).isInstanceOf(ClaimLostException.class);
    assertThat(store.timers().nextDue()).isEmpty();
  }

  @Test
  @Clause({"T4", "G13"})
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
  @Clause({"G6", "G8"})
  @DisplayName(
      "repeated with its token answers the same timers and no other, for the time from now")
  void repeated(Database database) {
    Timers timers = database.store().timers();
    schedule(timers, 5);
    Token token = Token.random();
    List<ClaimedTimer> first = timers.claim(token, 3, MINUTE);
    database.advance(Duration.ofSeconds(59));

    List<ClaimedTimer> again = timers.claim(token, 5, MINUTE);

    assertThat(again).extracting(ClaimedTimer::timer).containsExactly("t0", "t1", "t2");
    assertThat(again).extracting(ClaimedTimer::token).containsOnly(token);
    assertThat(again.get(0).expiresAt()).isAfter(first.get(0).expiresAt());
    database.advance(Duration.ofSeconds(59));
    assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::timer).containsExactly("t3", "t4");
    assertThat(timers.fired(first)).containsOnly(Fired.FIRED);
  }

  @Test
  @Clause("G6")
  @DisplayName("repeated with its token takes back nothing that others took meanwhile")
  void repeatedTooLate(Database database) {
    Timers timers = database.store().timers();
    schedule(timers, 3);
    Token token = Token.random();
    List<ClaimedTimer> first = timers.claim(token, 3, MINUTE);
    timers.cancel(ORDER, "t1");
    database.advance(MINUTE);
    List<ClaimedTimer> others = timers.claim(1, MINUTE);

    List<ClaimedTimer> again = timers.claim(token, 3, MINUTE);

    assertThat(others).extracting(ClaimedTimer::timer).containsExactly("t0");
    assertThat(again).extracting(ClaimedTimer::timer).containsExactly("t2");
    assertThat(timers.fired(first)).containsExactly(Fired.LOST, Fired.LOST, Fired.FIRED);
    assertThat(timers.fired(others)).containsExactly(Fired.FIRED);
  }

  @Test
  @Clause({"T4", "G4", "X1"})
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
  @Clause({"T4", "G5"})
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
  @DisplayName("that was made in a transaction which did not commit is none")
  void undone(Store store) {
    schedule(store.timers(), 1);

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      assertThat(tx.timers().claim(1, MINUTE)).hasSize(1);
                      assertThat(tx.timers().claim(1, MINUTE)).isEmpty();
                      throw new IllegalStateException("undo");
                    }))
        .hasMessage("undo");

    assertThat(store.timers().claim(1, MINUTE)).hasSize(1);
  }

  @Test
  @Clause("T4")
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
