package io.perdure.conformance.history.model;

import static io.perdure.conformance.general.Samples.AT;

import io.perdure.conformance.general.Samples;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.EventRange.Direction;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random scripts, from so few ids, keys and instants that they get into each other's way. */
final class Scripts {
  private static final int LONGEST = 25;

  private Scripts() {}

  static Arbitrary<List<Step>> scripts() {
    return steps().list().ofMinSize(1).ofMaxSize(LONGEST);
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Step> alone = operations().map(Step.Alone::new);
    Arbitrary<Step> together =
        Combinators.combine(
                operations().list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(Step.End.class))
            .as(Step.Together::new);
    return Arbitraries.frequencyOf(Tuple.of(4, alone), Tuple.of(1, together));
  }

  private static Arbitrary<Operation> operations() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, appends()),
        Tuple.of(2, updates()),
        Tuple.of(2, reads()),
        Tuple.of(1, workflows().map(Operation.Find::new)),
        Tuple.of(2, lists()));
  }

  private static Arbitrary<Operation> appends() {
    Arbitrary<Long> beside =
        Arbitraries.frequency(
            Tuple.of(12, 0L), Tuple.of(1, -1L), Tuple.of(1, 1L), Tuple.of(1, -1000L));
    Arbitrary<Optional<Key>> keys =
        Arbitraries.frequency(
            Tuple.of(3, Optional.<Key>empty()),
            Tuple.of(1, Optional.of(Key.of("k1"))),
            Tuple.of(1, Optional.of(Key.of("k2"))));
    return Combinators.combine(workflows(), beside, events(), keys).as(Operation.AppendAt::new);
  }

  private static Arbitrary<Operation> updates() {
    return Combinators.combine(workflows(), events()).as(Operation.Update::new);
  }

  private static Arbitrary<Operation> reads() {
    Arbitrary<EventRange> ranges =
        Combinators.combine(
                Arbitraries.of(0L, 1L, 2L, 5L, 1000L, Long.MAX_VALUE),
                Arbitraries.of(Long.MAX_VALUE, 1L, 2L, 3L),
                Arbitraries.of(Direction.class))
            .as(EventRange::new);
    return Combinators.combine(workflows(), ranges).as(Operation.Read::new);
  }

  private static Arbitrary<Operation> lists() {
    Arbitrary<Optional<WorkflowStatus>> statuses =
        Arbitraries.of(WorkflowStatus.class).optional(0.3);
    Arbitrary<WorkflowFilter> filters =
        Combinators.combine(
                types().optional(0.3),
                statuses,
                instants().optional(0.2),
                instants().optional(0.2),
                workflows().optional(0.2))
            .as(WorkflowFilter::new);
    return Combinators.combine(filters, Arbitraries.integers().between(1, 3))
        .as(Operation.ListAll::new);
  }

  private static Arbitrary<List<NewEvent>> events() {
    Arbitrary<NewEvent> unmarked =
        Combinators.combine(Arbitraries.of("e1", "e2"), instants())
            .as((type, at) -> Samples.event(type, at));
    Arbitrary<NewEvent> marked =
        Combinators.combine(marks(), instants()).as((mark, at) -> Samples.marked(mark, at));
    Arbitrary<NewEvent> withMetadata =
        unmarked.map(event -> event.metadata(Bytes.utf8(event.type())));
    return Arbitraries.frequencyOf(
            Tuple.of(3, unmarked), Tuple.of(4, marked), Tuple.of(1, withMetadata))
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<Mark> marks() {
    Arbitrary<Mark> started =
        Combinators.combine(
                types(),
                Arbitraries.of("r1", "r2", "r3", "r4", "r5", "r6").map(RunId::of),
                workflows().optional(0.3))
            .as((type, run, parent) -> new Mark.Started(type, Optional.of(run), parent));
    Arbitrary<Mark> ends =
        Arbitraries.of(
            Mark.completed(),
            Mark.failed("f"),
            Mark.failed(""),
            Mark.cancelled(),
            Mark.terminated(),
            Mark.timedOut(),
            Mark.continuedAsNew());
    Arbitrary<Mark> between = Arbitraries.of(Mark.paused(), Mark.resumed(), Mark.reopened());
    return Arbitraries.frequencyOf(Tuple.of(4, started), Tuple.of(2, ends), Tuple.of(2, between));
  }

  private static Arbitrary<WorkflowId> workflows() {
    return Arbitraries.of("a", "B", "\uff5e", "\ud83d\ude00").map(WorkflowId::of);
  }

  private static Arbitrary<String> types() {
    return Arbitraries.of("t", "T");
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.of(AT, AT.plusNanos(1), AT.minusNanos(1), Instant.EPOCH.minusNanos(1));
  }
}
