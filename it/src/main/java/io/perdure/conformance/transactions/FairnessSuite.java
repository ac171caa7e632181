package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X8")
@DisplayName("Of callers that all write as fast as they can")
public abstract class FairnessSuite {
  private static final int CALLERS = 8;
  private static final int IN_ALL = 9_600;
  private static final int PROCESSES = 4;
  private static final int SHARE = 50;

  /** What one of several processes may have written while the slowest wrote its share. */
  private static final int FAIR = 40;

  @Test
  @DisplayName("no thread gets less than a quarter of its share")
  void threads(Store store) {
    AtomicInteger written = new AtomicInteger();
    Gate start = new Gate(CALLERS);
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        WorkflowId workflow = WorkflowId.of("w" + i);
        calls.add(
            crowd.call(
                () -> {
                  int mine = 0;
                  start.open();
                  start.pass();
                  while (written.incrementAndGet() <= IN_ALL) {
                    store.history().append(workflow, mine, event("next"));
                    mine++;
                  }
                  return mine;
                }));
      }
      List<Integer> shares = calls.stream().map(Crowd.Call::answer).toList();

      assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(IN_ALL);
      assertThat(shares).allMatch(share -> share >= IN_ALL / CALLERS / 4);
    }
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("each is served in the order of asking")
  void inOrder(Store store) {
    Gate held = new Gate();
    Gate release = new Gate();
    List<Integer> served = new CopyOnWriteArrayList<>();
    try (Crowd crowd = new Crowd()) {
      crowd.call(
          () ->
              store.transact(
                  tx -> {
                    held.open();
                    release.pass();
                    return true;
                  }));
      held.pass();
      for (int i = 0; i < CALLERS * 4; i++) {
        int number = i;
        crowd.call(() -> store.transact(tx -> served.add(number))).untilItWaits();
      }
      release.open();
      crowd.allAnswer();
    }

    assertThat(served).hasSize(CALLERS * 4).isSorted();
  }

  @Test
  @Needs({Capability.SECOND_PROCESS, Capability.EMBEDDED})
  @DisplayName("no process starves: each gets its share while all others go on")
  void processes(Database database) throws Exception {
    database.perdure().close();
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(database.child(Writer.class, "w" + i, Integer.toString(SHARE)));
    }
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("ready");
    }
    children.forEach(child -> child.say("go"));
    for (Child child : children) {
      assertThat(child.hear()).isEqualTo("share");
    }
    children.forEach(child -> child.say("stop"));

    List<Integer> shares = new ArrayList<>();
    for (Child child : children) {
      shares.add(Integer.parseInt(child.hear()));
      assertThat(Duration.parse(child.hear()))
          .as("the longest that a process waited")
          .isLessThan(Duration.ofSeconds(15));
      assertThat(child.end()).isZero();
    }
    assertThat(shares).allMatch(share -> share >= SHARE);
    int fastest = shares.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int slowest = shares.stream().mapToInt(Integer::intValue).min().orElseThrow();
    assertThat(fastest).as("of %s", shares).isLessThan(FAIR * slowest);
  }
}
