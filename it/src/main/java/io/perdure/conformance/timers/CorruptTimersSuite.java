package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G10", "G1", "T3"})
@DisplayName("A due timer that cannot be handed out, because its row is corrupt,")
public abstract class CorruptTimersSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String TOO_LONG = "w".repeat(513);

  @Test
  @DisplayName("keeps nobody from what is behind it, and comes again when that claim expires")
  void passedOver(Database database) throws Exception {
    Timers timers = database.store().timers();
    scheduleFive(timers);
    spoil(database, "t0", "t1", "t3");

    List<String> handedOut = new ArrayList<>();
    for (int limit : new int[] {1, 1, 9}) {
      handedOut.addAll(names(timers.claim(limit, MINUTE)));
    }
    assertThat(handedOut).containsExactly("t2", "t4");
    assertThat(timers.claim(9, MINUTE)).isEmpty();

    database.advance(MINUTE.multipliedBy(2));
    assertThat(names(timers.claim(9, MINUTE))).containsExactly("t2", "t4");
    assertThat(timers.claim(9, MINUTE)).isEmpty();
  }

  @Test
  @DisplayName("loses nothing: mended it is handed out, and what reads it is told until then")
  void mended(Database database) throws Exception {
    Timers timers = database.store().timers();
    timers.schedule(ORDER, "t0", AT);
    spoil(database, "t0");
    assertThat(timers.claim(1, MINUTE)).isEmpty();
    assertThatThrownBy(() -> timers.due(AT, PageRequest.first(9)))
        .isInstanceOf(CorruptRecordException.class);

    Spoil.rows(database, "update perdure_timer set workflow = 'order' where timer = ?", "t0");
    assertThat(timers.find(ORDER, "t0")).map(Timer::fireAt).contains(AT);
    assertThat(timers.claim(1, MINUTE)).isEmpty();
    database.advance(MINUTE.multipliedBy(2));
    timers.fired(timers.claim(1, MINUTE).get(0));
    assertThat(timers.find(ORDER, "t0")).isEmpty();
  }

  @Test
  @DisplayName("does not keep a claim of a moment looking for others for ever")
  void shortClaims(Database database) throws Exception {
    Timers timers = database.store().timers();
    scheduleFive(timers);
    spoil(database, "t0", "t1", "t2", "t3", "t4");
    assertThat(timers.claim(1, Duration.ofMillis(1))).isEmpty();
  }

  @Test
  @Clause("G6")
  @DisplayName("is in no answer of a claim that is repeated, and hides none")
  void repeated(Database database) throws Exception {
    Timers timers = database.store().timers();
    scheduleFive(timers);
    spoil(database, "t0", "t1");
    Token token = Token.random();

    assertThat(names(timers.claim(token, 3, MINUTE))).containsExactly("t2");
    assertThat(names(timers.claim(token, 3, MINUTE))).containsExactly("t2");
    Token other = Token.random();
    assertThat(names(timers.claim(other, 3, MINUTE))).containsExactly("t3", "t4");
    assertThat(names(timers.claim(other, 3, MINUTE))).containsExactly("t3", "t4");
  }

  @Test
  @Clause({"G4", "X1"})
  @DisplayName("in a transaction is claimed with all that is written beside, or is not")
  void inATransaction(Database database) throws Exception {
    Store store = database.store();
    scheduleFive(store.timers());
    spoil(database, "t0");
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      assertThat(tx.timers().claim(9, MINUTE)).hasSize(4);
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    List<ClaimedTimer> claimed = store.transact(tx -> tx.timers().claim(9, MINUTE));
    assertThat(names(claimed)).containsExactly("t1", "t2", "t3", "t4");
    assertThat(store.timers().claim(9, MINUTE)).isEmpty();
  }

  private static void scheduleFive(Timers timers) {
    for (int i = 0; i < 5; i++) {
      timers.schedule(ORDER, "t" + i, AT.plusNanos(i));
    }
  }

  /** Gives them a workflow that cannot be. */
  private static void spoil(Database database, String... names) throws SQLException {
    for (String timer : names) {
      Spoil.unchecked(
          database,
          "perdure_timer",
          "perdure_timer_workflow",
          "update perdure_timer set workflow = ? where timer = ?",
          TOO_LONG,
          timer);
    }
  }

  private static List<String> names(List<ClaimedTimer> timers) {
    return timers.stream().map(ClaimedTimer::timer).toList();
  }
}
