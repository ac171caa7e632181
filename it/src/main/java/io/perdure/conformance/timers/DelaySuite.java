package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Scheduled;
import io.perdure.store.timers.Scheduled.Change;
import io.perdure.store.timers.Timers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"T1", "G8"})
@DisplayName("Scheduling a timer so long from now")
public abstract class DelaySuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  @DisplayName("counts by the store's clock, and answers when that will be")
  void delay(Database database) {
    Store store = database.store();
    database.advance(Duration.ofDays(1000));
    Duration delay = Duration.ofHours(3);
    Instant before = store.transact(Transaction::now);

    Scheduled scheduled = store.timers().schedule(ORDER, "reminder", delay);

    Instant after = store.transact(Transaction::now);
    assertThat(scheduled.change()).isEqualTo(Change.SCHEDULED);
    assertThat(scheduled.fireAt()).isBetween(before.plus(delay), after.plus(delay));
    assertThat(store.timers().find(ORDER, "reminder").orElseThrow().fireAt())
        .isEqualTo(scheduled.fireAt());
    assertThat(store.timers().nextDue()).contains(scheduled.fireAt());
    database.advance(delay.minus(MINUTE));
    assertThat(store.timers().claim(1, MINUTE)).isEmpty();
    database.advance(MINUTE);
    assertThat(store.timers().claim(1, MINUTE)).hasSize(1);
  }

  @Test
  @DisplayName("again counts anew, and ends a claim")
  void delayAgain(Database database) {
    Timers timers = database.store().timers();
    timers.schedule(ORDER, "reminder", MINUTE);
    database.advance(MINUTE);
    ClaimedTimer claim = timers.claim(1, MINUTE).get(0);

    Scheduled again = timers.schedule(ORDER, "reminder", MINUTE);

    assertThat(again.change()).isEqualTo(Change.REPLACED);
    assertThat(again.fireAt()).isAfterOrEqualTo(claim.fireAt().plus(MINUTE));
    assertThatThrownBy(() -> timers.fired(claim)).isInstanceOf(ClaimLostException.class);
    assertThat(timers.claim(1, MINUTE)).isEmpty();
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("counts from when the timer was free, not from when it was asked for")
  void delayBehindALock(Database database) throws SQLException {
    Store store = database.store();
    store.timers().schedule(ORDER, "reminder", AT);
    try (Crowd crowd = new Crowd();
        Connection looking = database.connect()) {
      Gate held = new Gate();
      Crowd.Call<Instant> holder =
          crowd.call(
              () ->
                  store.<Instant, SQLException>transact(
                      tx -> {
                        tx.timers().schedule(ORDER, "reminder", AT.plusSeconds(1));
                        held.open();
                        awaitWaiter(looking);
                        return tx.now();
                      }));
      held.pass();

      Scheduled scheduled = store.timers().schedule(ORDER, "reminder", MINUTE);

      assertThat(scheduled.fireAt()).isAfterOrEqualTo(holder.answer().plus(MINUTE));
    }
  }

  /** Looks until somebody waits for a lock. */
  private static void awaitWaiter(Connection looking) throws SQLException {
    String sql = "select exists (select 1 from pg_catalog.pg_locks where not granted)";
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    try (Statement statement = looking.createStatement()) {
      while (System.nanoTime() < end) {
        try (ResultSet row = statement.executeQuery(sql)) {
          if (row.next() && row.getBoolean(1)) {
            return;
          }
        }
      }
    }
    throw new AssertionError("nobody waits for the timer");
  }
}
