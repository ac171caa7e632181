package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.SqliteOptions;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
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
import java.util.concurrent.atomic.AtomicReference;
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
  @Clause("G8")
  @Needs(Capability.EMBEDDED)
  @DisplayName("takes what is due or expires at this very instant, and nothing a nanosecond early")
  void boundary(Database database) {
    AtomicReference<Instant> clock = new AtomicReference<>(AT);
    SqliteOptions door = (SqliteOptions) database.door();
    try (Perdure perdure = door.clock(clock::get).migrateOnOpen().open()) {
      Timers timers = perdure.namespace("shop").timers();
      timers.schedule(ORDER, "t", AT);
      timers.schedule(ORDER, "later", AT.plus(NANO));

      assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::timer).containsExactly("t");
      clock.set(AT.plus(MINUTE).minus(NANO));
      assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::timer).containsExactly("later");
      clock.set(AT.plus(MINUTE));
      assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::timer).containsExactly("t");
    }
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

  private static void schedule(Timers timers, int count) {
    timers.schedule(
        IntStream.range(0, count)
            .mapToObj(i -> new NewTimer(ORDER, "t" + i, AT.plusSeconds(i)))
            .toList());
  }
}
