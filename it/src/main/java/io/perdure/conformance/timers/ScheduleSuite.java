package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.PageRequest;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Scheduled;
import io.perdure.store.timers.Scheduled.Change;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("T1")
@DisplayName("Scheduling a timer")
public abstract class ScheduleSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  @DisplayName("inserts it, and says so")
  void inserts(Store store) {
    assertThat(store.timers().schedule(ORDER, "reminder", AT))
        .isEqualTo(new Scheduled(Change.SCHEDULED, AT));

    assertThat(store.timers().find(ORDER, "reminder"))
        .contains(new Timer(ORDER, "reminder", AT, Optional.empty()));
    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @DisplayName("at another instant replaces it: one per workflow and name")
  void replaces(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    timers.schedule(ORDER, "other", AT);
    timers.schedule(workflow("other"), "reminder", AT);

    for (Instant at : List.of(AT.plusNanos(1), AT.minusNanos(1), AT)) {
      assertThat(timers.schedule(ORDER, "reminder", at))
          .isEqualTo(new Scheduled(Change.REPLACED, at));
      assertThat(timers.find(ORDER, "reminder"))
          .contains(new Timer(ORDER, "reminder", at, Optional.empty()));
    }
    assertThat(Dump.all(10, page -> timers.due(AT, page))).hasSize(3);
  }

  @Test
  @Clause("G6")
  @DisplayName("at the same instant again changes nothing, and says so")
  void sameInstant(Store store) {
    store.timers().schedule(ORDER, "reminder", AT);

    for (int again = 0; again < 3; again++) {
      assertThat(store.timers().schedule(ORDER, "reminder", AT))
          .isEqualTo(new Scheduled(Change.UNCHANGED, AT));
    }
    assertThat(store.timers().list(ORDER, PageRequest.first(9)).entries()).hasSize(1);
  }

  @Test
  @Clause({"T4", "G6"})
  @DisplayName("at the same instant again leaves a claim of it as it is")
  void sameInstantWhileClaimed(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    ClaimedTimer claim = timers.claim(1, MINUTE).get(0);

    assertThat(timers.schedule(ORDER, "reminder", AT).change()).isEqualTo(Change.UNCHANGED);

    assertThat(timers.claim(1, MINUTE)).isEmpty();
    timers.fired(claim);
    assertThat(timers.find(ORDER, "reminder")).isEmpty();
  }

  @Test
  @Clause({"T4", "T3"})
  @DisplayName("at another instant while it is claimed ends the claim, and it can be claimed anew")
  void replacedWhileClaimed(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    ClaimedTimer old = timers.claim(1, MINUTE).get(0);

    assertThat(timers.schedule(ORDER, "reminder", AT.plusSeconds(1)).change())
        .isEqualTo(Change.REPLACED);

    assertThatThrownBy(() -> timers.fired(old)).isInstanceOf(ClaimLostException.class);
    ClaimedTimer now = timers.claim(1, MINUTE).get(0);
    assertThat(now.fireAt()).isEqualTo(AT.plusSeconds(1));
    assertThatThrownBy(() -> timers.fired(old)).isInstanceOf(ClaimLostException.class);
    timers.fired(now);
  }

  @Test
  @DisplayName("there and back while it is claimed ends the claim all the same")
  void thereAndBack(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    ClaimedTimer old = timers.claim(1, MINUTE).get(0);
    timers.schedule(ORDER, "reminder", AT.plusSeconds(1));
    timers.schedule(ORDER, "reminder", AT);

    assertThatThrownBy(() -> timers.fired(old)).isInstanceOf(ClaimLostException.class);
    assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::fireAt).containsExactly(AT);
  }

  @Test
  @DisplayName("many at once says of each what it came to, in the order given")
  void many(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "kept", AT);
    timers.schedule(ORDER, "moved", AT);

    List<Scheduled> answers =
        timers.schedule(
            List.of(
                new NewTimer(workflow("z"), "new", AT),
                new NewTimer(ORDER, "moved", AT.plusSeconds(1)),
                new NewTimer(ORDER, "kept", AT),
                new NewTimer(workflow("a"), "new", AT)));

    assertThat(answers)
        .containsExactly(
            new Scheduled(Change.SCHEDULED, AT),
            new Scheduled(Change.REPLACED, AT.plusSeconds(1)),
            new Scheduled(Change.UNCHANGED, AT),
            new Scheduled(Change.SCHEDULED, AT));
    assertThat(timers.schedule(List.of())).isEmpty();
    assertThat(Dump.all(10, page -> timers.due(AT.plusSeconds(1), page))).hasSize(4);
  }

  @Test
  @Clause("G2")
  @DisplayName("one twice in a call, or more than 10 000, is refused, and nothing is scheduled")
  void refused(Store store) {
    NewTimer one = new NewTimer(ORDER, "reminder", AT);
    List<NewTimer> tooMany = new ArrayList<>();
    for (int i = 0; i <= Timers.MAX_TIMERS; i++) {
      tooMany.add(new NewTimer(ORDER, "t" + i, AT));
    }

    assertThatThrownBy(() -> store.timers().schedule(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () ->
                store
                    .timers()
                    .schedule(List.of(one, new NewTimer(ORDER, "reminder", AT.plusNanos(1)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.timers().schedule(tooMany))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10,000");
    assertThat(store.timers().nextDue()).isEmpty();
    assertThat(store.timers().schedule(tooMany.subList(0, Timers.MAX_TIMERS)))
        .hasSize(Timers.MAX_TIMERS);
  }

  @Test
  @Clause("T5")
  @DisplayName("is undone by cancelling: there is none then, and again is a no-op")
  void cancel(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    timers.schedule(ORDER, "other", AT);

    assertThat(timers.cancel(ORDER, "reminder")).isTrue();
    assertThat(timers.cancel(ORDER, "reminder")).isFalse();
    assertThat(timers.cancel(workflow("unknown"), "reminder")).isFalse();

    assertThat(timers.find(ORDER, "reminder")).isEmpty();
    assertThat(timers.claim(9, MINUTE)).extracting(ClaimedTimer::timer).containsExactly("other");
    assertThat(timers.schedule(ORDER, "reminder", AT).change()).isEqualTo(Change.SCHEDULED);
  }

  @Test
  @Clause({"T5", "T4"})
  @DisplayName("cancelled while it is claimed, the claim is lost")
  void cancelWhileClaimed(Store store) {
    Timers timers = store.timers();
    timers.schedule(ORDER, "reminder", AT);
    ClaimedTimer claim = timers.claim(1, MINUTE).get(0);

    assertThat(timers.cancel(ORDER, "reminder")).isTrue();

    assertThatThrownBy(() -> timers.fired(claim))
        .isInstanceOfSatisfying(
            ClaimLostException.class,
            lost -> {
              assertThat(lost.workflow()).contains(ORDER);
              assertThat(lost.key()).isEqualTo("reminder");
              assertThat(lost.retryable()).isFalse();
            });
    timers.schedule(ORDER, "reminder", AT);
    assertThatThrownBy(() -> timers.fired(claim)).isInstanceOf(ClaimLostException.class);
    assertThat(timers.find(ORDER, "reminder")).isPresent();
  }

  @Test
  @Clause({"X1", "G4"})
  @DisplayName("in a transaction is done with the append beside it, or not at all")
  void withAnAppend(Store store) {
    store.transact(
        tx -> {
          tx.history().append(ORDER, 0, event("Placed"));
          return tx.timers().schedule(ORDER, "reminder", AT);
        });
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.timers().cancel(ORDER, "reminder");
                      tx.timers().schedule(ORDER, "other", AT);
                      return tx.history().append(ORDER, 7, event("stale"));
                    }))
        .isInstanceOf(SequenceConflictException.class);

    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertThat(store.timers().find(ORDER, "reminder")).isPresent();
    assertThat(store.timers().find(ORDER, "other")).isEmpty();
  }
}
