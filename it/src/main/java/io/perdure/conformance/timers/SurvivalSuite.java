package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("T6")
@DisplayName("Timers survive")
public abstract class SurvivalSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("that the store is closed and opened again, and so do the claims on them")
  void reopen(Database database) {
    Store store = database.store();
    for (String name : List.of("claimed", "due", "gone")) {
      store.timers().schedule(ORDER, name, AT);
    }
    store.timers().schedule(ORDER, "waits", MINUTE);
    store.timers().cancel(ORDER, "gone");
    ClaimedTimer claim = store.timers().claim(1, MINUTE).get(0);
    List<Timer> before = Dump.all(9, page -> store.timers().list(ORDER, page));

    Store again = database.reopen().namespace("shop");

    assertThat(Dump.all(9, page -> again.timers().list(ORDER, page))).isEqualTo(before);
    assertThat(again.timers().claim(9, MINUTE))
        .extracting(ClaimedTimer::timer)
        .containsExactly("due");
    again.timers().fired(claim);
    database.advance(MINUTE);
    assertThat(again.timers().claim(9, MINUTE))
        .extracting(ClaimedTimer::timer)
        .containsExactly("due", "waits");
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("the process that scheduled and claimed them, killed: others claim them in time")
  void killed(Database database) throws Exception {
    Store store = database.store();
    String answer;
    try (Child child = database.child(DyingProcess.class)) {
      answer = child.hear();
      child.kill();
    }
    String[] words = answer.split(" ", -1);

    assertThat(Dump.all(9, page -> store.timers().list(DyingProcess.ORDER, page)))
        .extracting(Timer::timer)
        .containsExactly("claimed", "due", "waits");
    assertThat(store.timers().claim(9, Duration.ofDays(1)))
        .as("what the dead process holds is not handed out yet")
        .extracting(ClaimedTimer::timer)
        .containsExactly("due");
    assertThat(store.timers().nextDue()).contains(Instant.parse(words[1]));
    assertThat(store.timers().find(DyingProcess.ORDER, "open"))
        .as("what it had not committed")
        .isEmpty();
    database.advance(DyingProcess.HELD_FOR);
    assertThat(store.timers().claim(9, MINUTE))
        .extracting(ClaimedTimer::timer)
        .containsExactly("claimed", "waits");
  }

  @Test
  @Clause("T4")
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("their claimant, whose claim another process can fire by its token")
  void handedOver(Database database) throws Exception {
    Store store = database.store();
    String[] words;
    try (Child child = database.child(DyingProcess.class)) {
      words = child.hear().split(" ", -1);
      child.kill();
    }

    store
        .timers()
        .fired(
            new ClaimedTimer(
                DyingProcess.ORDER,
                "claimed",
                AT,
                Token.of(words[0]),
                Instant.parse(words[1]),
                Term.beginning(MINUTE)));

    assertThat(store.timers().find(DyingProcess.ORDER, "claimed")).isEmpty();
  }
}
