package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.History;
import io.perdure.store.history.NewEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Appending at an expected head")
public abstract class AppendSuite {
  private static final WorkflowId ORDER = workflow("order-1");
  private static final long HIGHEST = Long.MAX_VALUE - Append.MAX_EVENTS;

  @Test
  @Clause({"H1", "H3"})
  @DisplayName(
      "gives out sequence numbers from 1, without gaps, and answers the first and the last")
  void numbersWithoutGaps(Store store) {
    History history = store.history();

    assertThat(history.append(ORDER, 0, event("a"))).isEqualTo(new Appended(1, 1));
    assertThat(history.append(ORDER, 1, event("b"), event("c"), event("d")))
        .isEqualTo(new Appended(2, 4));
    assertThat(history.append(ORDER, 4, event("e"))).isEqualTo(new Appended(5, 5));

    assertThat(history.head(ORDER)).isEqualTo(5);
    assertThat(history.read(ORDER)).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(history.read(ORDER))
        .extracting(Event::type)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  @Clause({"H1", "G2"})
  @DisplayName("takes as many as 10 000 events at once")
  void tenThousandEvents(Store store) {
    List<NewEvent> events = events(Append.MAX_EVENTS);

    assertThat(store.history().append(Append.to(ORDER).events(events)))
        .isEqualTo(new Appended(1, 10_000));

    List<Event> read = store.history().read(ORDER);
    assertThat(read)
        .extracting(Event::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10_000).boxed().toList());
    assertThat(read)
        .extracting(Event::type)
        .isEqualTo(events.stream().map(NewEvent::type).toList());
  }

  @Test
  @Clause({"H2", "H3"})
  @DisplayName(
      "at another head than the stored one, lower or higher, is a conflict and writes nothing")
  void anotherHead(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"), event("c"));
    Dump before = Dump.of(store.history());

    for (long expected : new long[] {0, 1, 2, 4, 5, 1_000_000, HIGHEST}) {
      assertThatThrownBy(() -> store.history().append(ORDER, expected, event("x"), event("y")))
          .isInstanceOfSatisfying(
              SequenceConflictException.class,
              conflict -> {
                assertThat(conflict.workflow()).isEqualTo(ORDER);
                assertThat(conflict.expected()).isEqualTo(expected);
                assertThat(conflict.found()).isEqualTo(3);
                assertThat(conflict.retryable()).isFalse();
              });
    }

    assertThat(Dump.of(store.history())).isEqualTo(before);
  }

  @Test
  @Clause({"H2", "H5"})
  @DisplayName("at a head above 0 on an unknown workflow is a conflict that found 0")
  void tooHighOnUnknown(Store store) {
    for (long expected : new long[] {1, 2, 1_000_000, HIGHEST}) {
      assertThatThrownBy(() -> store.history().append(ORDER, expected, event("x")))
          .isInstanceOfSatisfying(
              SequenceConflictException.class,
              conflict -> {
                assertThat(conflict.expected()).isEqualTo(expected);
                assertThat(conflict.found()).isZero();
              });
    }

    assertThat(store.history().find(ORDER)).isEmpty();
    assertThat(store.history().ids(PageRequest.first(10)).entries()).isEmpty();
  }

  @Test
  @Clause({"H2", "H4"})
  @DisplayName("that lost can be appended again at the head that the conflict found")
  void againAtTheFoundHead(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"));
    long found = 0;
    try {
      store.history().append(ORDER, 1, event("late"));
    } catch (SequenceConflictException conflict) {
      found = conflict.found();
    }

    assertThat(store.history().append(ORDER, found, event("late"))).isEqualTo(new Appended(3, 3));
  }

  @Test
  @Clause("H3")
  @DisplayName("of no events with the right head is a no-op that answers an empty span")
  void nothingAtTheRightHead(Store store) {
    assertThat(store.history().append(ORDER, 0)).isEqualTo(new Appended(1, 0));
    assertThat(store.history().find(ORDER)).isEmpty();
    assertThat(store.history().ids(PageRequest.first(10)).entries()).isEmpty();

    store.history().append(ORDER, 0, event("a"), event("b"));
    Dump before = Dump.of(store.history());
    Appended nothing = store.history().append(ORDER, 2);

    assertThat(nothing).isEqualTo(new Appended(3, 2));
    assertThat(nothing.count()).isZero();
    assertThat(Dump.of(store.history())).isEqualTo(before);
  }

  @Test
  @Clause({"H2", "H3"})
  @DisplayName("of no events with a wrong head is a conflict, on known and unknown workflows")
  void nothingAtAWrongHead(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"));

    for (long wrong : new long[] {0, 1, 3}) {
      assertThatThrownBy(() -> store.history().append(ORDER, wrong))
          .isInstanceOfSatisfying(
              SequenceConflictException.class, c -> assertThat(c.found()).isEqualTo(2));
    }
    assertThatThrownBy(() -> store.history().append(workflow("unknown"), 1))
        .isInstanceOfSatisfying(
            SequenceConflictException.class, c -> assertThat(c.found()).isZero());
  }

  @Test
  @Clause("H5")
  @DisplayName("and reading do not tell an unknown workflow from an empty history")
  void unknownIsEmpty(Store store) {
    WorkflowId emptied = workflow("emptied");
    store.history().append(emptied, 0);

    for (WorkflowId id : List.of(emptied, workflow("unknown"))) {
      assertThat(store.history().head(id)).isZero();
      assertThat(store.history().read(id)).isEmpty();
      assertThat(store.history().read(id, EventRange.from(7))).isEmpty();
      assertThat(store.history().read(id, EventRange.backwards())).isEmpty();
      assertThat(store.history().stream(id, EventRange.all())).isEmpty();
      assertThat(store.history().find(id)).isEmpty();
      assertThat(store.history().runs(id)).isEmpty();
    }
  }

  @Test
  @Clause("H7")
  @DisplayName(
      "keeps of every event what it was given: type, payload, instant, metadata, mark, run")
  void keepsEveryPart(Store store) {
    Bytes metadata = Bytes.utf8("{\"trace\":\"00-4bf9\"}");
    Payload payload = new Payload(Bytes.copyOf(new byte[] {0, -1, 127, -128, 10}), "x/y; z=\"ü\"");
    NewEvent full = NewEvent.of("charged — 充電", payload, AT).metadata(metadata);
    NewEvent bare = NewEvent.of("bare", Payload.empty(), AT);
    NewEvent emptyMetadata = bare.metadata(Bytes.empty());
    store.history().append(ORDER, 0, full, bare, emptyMetadata);

    assertThat(store.history().read(ORDER))
        .containsExactly(
            new Event(1, 0, "charged — 充電", payload, AT, Optional.of(metadata), Optional.empty()),
            new Event(2, 0, "bare", Payload.empty(), AT, Optional.empty(), Optional.empty()),
            new Event(
                3, 0, "bare", Payload.empty(), AT, Optional.of(Bytes.empty()), Optional.empty()));
  }

  @Test
  @Clause("H1")
  @DisplayName("to one workflow leaves every other as it was")
  void workflowsAreApart(Store store) {
    store.history().append(workflow("a"), 0, event("of a"));
    store.history().append(workflow("ab"), 0, event("of ab"), event("of ab again"));
    store.history().append(workflow("a"), 1, event("of a again"));

    assertThat(store.history().read(workflow("a")))
        .extracting(Event::type)
        .containsExactly("of a", "of a again");
    assertThat(store.history().head(workflow("ab"))).isEqualTo(2);
    assertThat(store.history().head(workflow("b"))).isZero();
  }
}
