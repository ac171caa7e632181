package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Timers keep within their bounds:")
public abstract class TimerWallsSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final PageRequest PAGE = PageRequest.first(9);

  @Test
  @Clause("G11")
  @DisplayName("of one namespace are not seen, claimed, fired, replaced or cancelled in another")
  void namespaces(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");
    Token token = Token.random();
    shop.timers().schedule(ORDER, "t", AT);

    assertThat(other.timers().due(AT, PAGE).entries()).isEmpty();
    assertThat(other.timers().list(ORDER, PAGE).entries()).isEmpty();
    assertThat(other.timers().find(ORDER, "t")).isEmpty();
    assertThat(other.timers().nextDue()).isEmpty();
    assertThat(other.timers().claim(9, MINUTE)).isEmpty();
    assertThat(other.timers().cancel(ORDER, "t")).isFalse();
    ClaimedTimer claim = shop.timers().claim(token, 9, MINUTE).get(0);
    assertThat(other.timers().claim(token, 9, MINUTE)).isEmpty();
    assertThatThrownBy(() -> other.timers().fired(claim)).isInstanceOf(ClaimLostException.class);
    assertThat(other.timers().fired(List.of(claim))).containsExactly(Fired.LOST);
    other.timers().schedule(ORDER, "t", AT.plusSeconds(1));

    assertThat(shop.timers().find(ORDER, "t"))
        .contains(new Timer(ORDER, "t", AT, Optional.of(claim.expiresAt())));
    shop.timers().fired(claim);
    assertThat(Dump.all(9, page -> other.timers().due(AT.plusSeconds(1), page))).hasSize(1);
  }

  @Test
  @Clause({"G4", "T4"})
  @DisplayName("a transaction that throws has scheduled, claimed, fired and cancelled nothing")
  void allOrNothing(Store store) {
    for (String name : List.of("a", "b", "c", "d")) {
      store.timers().schedule(ORDER, name, AT);
    }
    ClaimedTimer claim = store.timers().claim(1, MINUTE).get(0);
    List<Timer> before = Dump.all(9, page -> store.timers().list(ORDER, page));

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.timers().fired(claim);
                      tx.timers().schedule(ORDER, "b", AT.plusSeconds(1));
                      tx.timers().schedule(ORDER, "e", MINUTE);
                      tx.timers().cancel(ORDER, "c");
                      assertThat(tx.timers().claim(9, MINUTE)).isNotEmpty();
                      throw new IllegalStateException("undo");
                    }))
        .hasMessage("undo");

    assertThat(Dump.all(9, page -> store.timers().list(ORDER, page))).isEqualTo(before);
    assertThat(store.timers().claim(9, MINUTE)).hasSize(3);
    store.timers().fired(claim);
  }

  @Test
  @Clause({"G2", "T3"})
  @DisplayName("limits, durations, names and instants outside their bounds are refused")
  void arguments(Store store) {
    for (int limit : new int[] {0, -1, 10_001}) {
      assertRefused("limit", () -> store.timers().claim(limit, MINUTE));
      assertRefused("limit", () -> store.timers().claim(Token.random(), limit, MINUTE));
    }
    for (Duration length :
        List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofDays(365).plusNanos(1))) {
      assertRefused("duration", () -> store.timers().claim(1, length));
      assertRefused("duration", () -> store.timers().claim(Token.random(), 1, length));
      assertRefused("delay", () -> store.timers().schedule(ORDER, "t", length));
    }
    for (String name : List.of("", "a\0", "\ud83d", "x".repeat(513))) {
      assertRefused("timer", () -> store.timers().schedule(ORDER, name, AT));
      assertRefused("timer", () -> store.timers().schedule(ORDER, name, MINUTE));
      assertRefused("timer", () -> store.timers().find(ORDER, name));
      assertRefused("timer", () -> store.timers().cancel(ORDER, name));
    }
    assertRefused("asOf", () -> store.timers().due(Instant.MAX, PAGE));
    assertThat(store.timers().claim(10_000, Duration.ofDays(365))).isEmpty();
    assertThat(store.timers().claim(1, Duration.ofMillis(1))).isEmpty();
    assertThat(store.timers().schedule(ORDER, "t", Duration.ofMillis(1))).isNotNull();
  }

  @Test
  @Clause("G13")
  @DisplayName("a claim's token is new each time, and in no text but its own")
  void tokens(Database database) throws Exception {
    Store store = database.store();
    store.timers().schedule(ORDER, "a", AT);
    store.timers().schedule(ORDER, "b", AT);
    ClaimedTimer a = store.timers().claim(1, MINUTE).get(0);
    ClaimedTimer b = store.timers().claim(1, MINUTE).get(0);

    assertThat(a.token()).isNotEqualTo(b.token());
    store.timers().fired(a);
    ClaimLostException lost =
        catchThrowableOfType(ClaimLostException.class, () -> store.timers().fired(a));
    for (Object told : List.of(a, lost, store.timers().due(AT, PAGE).entries())) {
      assertThat(told.toString())
          .doesNotContain(a.token().value())
          .doesNotContain(b.token().value());
    }
  }

  private static void assertRefused(String argument, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(argument);
  }
}
