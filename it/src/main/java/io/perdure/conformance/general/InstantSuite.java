package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G3")
@DisplayName("Instants")
public abstract class InstantSuite {
  private static final Instant EARLIEST = Instant.parse("1677-09-21T00:12:43.145224192Z");
  private static final Instant LATEST = Instant.parse("2262-04-11T23:47:16.854775807Z");
  private static final WorkflowId CLOCKS = workflow("clocks");

  @Test
  @Clause("H7")
  @DisplayName("come back to the nanosecond, from the earliest to the latest, whatever they are")
  void lossless(Store store) {
    List<Instant> instants = instants(3000);
    store
        .history()
        .append(Append.to(CLOCKS).events(instants.stream().map(at -> event("tick", at)).toList()));

    assertThat(store.history().read(CLOCKS)).extracting(Event::recordedAt).isEqualTo(instants);
  }

  @Test
  @Clause("H13")
  @DisplayName("order as instants do, also before 1970 and one nanosecond apart")
  void ordered(Store store) {
    List<Instant> instants = List.copyOf(new TreeSet<>(instants(60)));
    start(store, instants);

    List<Workflow> listed = Dump.list(store.history(), WorkflowFilter.all(), 7);

    assertThat(listed)
        .extracting(w -> w.lifecycle().orElseThrow().firstStartedAt())
        .isEqualTo(instants.stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  @Clause("H13")
  @DisplayName("bound a range to the nanosecond, wherever the bound is")
  void ranges(Store store) {
    List<Instant> instants = List.copyOf(new TreeSet<>(instants(40)));
    start(store, instants);

    for (Instant bound : instants) {
      assertThat(Dump.list(store.history(), WorkflowFilter.all().startedFrom(bound), 1000))
          .hasSize((int) instants.stream().filter(at -> !at.isBefore(bound)).count());
      assertThat(Dump.list(store.history(), WorkflowFilter.all().startedBefore(bound), 1000))
          .hasSize((int) instants.stream().filter(at -> at.isBefore(bound)).count());
    }
  }

  @Test
  @Clause("H12")
  @DisplayName("of starts and closes come back to the nanosecond")
  void startsAndCloses(Store store) {
    List<Instant> instants = instants(20);
    long head = 0;
    for (Instant at : instants) {
      head =
          store
              .history()
              .append(CLOCKS, head, marked(Mark.started("t"), at), marked(Mark.completed(), at))
              .last();
    }

    assertThat(store.history().runs(CLOCKS)).extracting(Run::startedAt).isEqualTo(instants);
    assertThat(store.history().runs(CLOCKS))
        .extracting(run -> run.closedAt().orElseThrow())
        .isEqualTo(instants);
  }

  private static void start(Store store, List<Instant> instants) {
    store.transact(
        tx -> {
          for (int i = 0; i < instants.size(); i++) {
            tx.history().append(workflow("w" + i), 0, marked(Mark.started("t"), instants.get(i)));
          }
          return instants.size();
        });
  }

  /** The extremes, the epoch and neighbours of both, and then whatever the generator makes. */
  private static List<Instant> instants(int count) {
    List<Instant> instants = new ArrayList<>();
    for (Instant edge :
        List.of(
            Instant.EPOCH,
            Instant.EPOCH.plusMillis(1),
            Instant.EPOCH.minusSeconds(1),
            Instant.parse("2024-02-29T23:59:59.999999999Z"),
            Instant.parse("1999-12-31T23:59:59.999999500Z"))) {
      instants.addAll(List.of(edge.minusNanos(1), edge, edge.plusNanos(1)));
    }
    instants.addAll(List.of(EARLIEST, EARLIEST.plusNanos(1), LATEST.minusNanos(1), LATEST));
    Random random = new Random(3);
    while (instants.size() < count) {
      long nanos = random.nextInt(4) == 0 ? random.nextInt() : random.nextLong();
      instants.add(
          Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
    }
    return instants;
  }
}
