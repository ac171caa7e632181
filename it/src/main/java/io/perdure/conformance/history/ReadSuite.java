package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.EventRange.Direction;
import io.perdure.store.history.HistoryReader;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H6")
@DisplayName("Reading a history")
public abstract class ReadSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final long HEAD = 300;

  @BeforeEach
  void threeHundredEvents(Store store) {
    store.history().append(Append.to(workflow("ordeq")).events(events(3)));
    store.history().append(Append.to(ORDER).events(events((int) HEAD)));
    store.history().append(Append.to(workflow("order ")).events(events(3)));
  }

  @Test
  @DisplayName("is complete and ascending, from 0 and from 1 alike")
  void everything(Store store) {
    HistoryReader history = store.history();

    assertThat(history.read(ORDER)).extracting(Event::seq).isEqualTo(up(1, HEAD));
    assertThat(history.read(ORDER, EventRange.from(0))).isEqualTo(history.read(ORDER));
    assertThat(history.read(ORDER, EventRange.from(1))).isEqualTo(history.read(ORDER));
  }

  @Test
  @DisplayName("begins at a sequence number, and beyond the head there is nothing")
  void fromASequenceNumber(Store store) {
    HistoryReader history = store.history();

    assertThat(seqs(history, EventRange.from(2))).isEqualTo(up(2, HEAD));
    assertThat(seqs(history, EventRange.from(HEAD - 1))).isEqualTo(up(HEAD - 1, HEAD));
    assertThat(seqs(history, EventRange.from(HEAD))).isEqualTo(up(HEAD, HEAD));
    assertThat(seqs(history, EventRange.from(HEAD + 1))).isEmpty();
    assertThat(seqs(history, EventRange.from(Long.MAX_VALUE))).isEmpty();
  }

  @Test
  @DisplayName("goes backwards from the head, or from a sequence number")
  void backwards(Store store) {
    HistoryReader history = store.history();

    assertThat(seqs(history, EventRange.backwards())).isEqualTo(down(HEAD, 1));
    assertThat(seqs(history, EventRange.backwardsFrom(HEAD + 1))).isEqualTo(down(HEAD, 1));
    assertThat(seqs(history, EventRange.backwardsFrom(5))).isEqualTo(down(5, 1));
    assertThat(seqs(history, EventRange.backwardsFrom(1))).isEqualTo(down(1, 1));
    assertThat(seqs(history, EventRange.backwardsFrom(0))).isEmpty();
  }

  @Test
  @DisplayName("ends at the limit, in both directions")
  void limited(Store store) {
    HistoryReader history = store.history();

    assertThat(seqs(history, EventRange.all().limit(1))).isEqualTo(up(1, 1));
    assertThat(seqs(history, EventRange.from(7).limit(5))).isEqualTo(up(7, 11));
    assertThat(seqs(history, EventRange.from(HEAD - 1).limit(5))).isEqualTo(up(HEAD - 1, HEAD));
    assertThat(seqs(history, EventRange.all().limit(HEAD + 1))).isEqualTo(up(1, HEAD));
    assertThat(seqs(history, EventRange.backwards().limit(3))).isEqualTo(down(HEAD, HEAD - 2));
    assertThat(seqs(history, EventRange.backwardsFrom(10).limit(4))).isEqualTo(down(10, 7));
    assertThat(seqs(history, EventRange.backwardsFrom(2).limit(4))).isEqualTo(down(2, 1));
  }

  @Test
  @DisplayName("as a stream answers the same as reading the range")
  void streamIsRead(Store store) {
    HistoryReader history = store.history();
    long[] bounds = {0, 1, 2, 99, 100, 101, HEAD, HEAD + 1, Long.MAX_VALUE};
    for (Direction direction : Direction.values()) {
      for (long from : bounds) {
        for (long limit : new long[] {1, 2, 100, 128, HEAD, Long.MAX_VALUE}) {
          EventRange range = new EventRange(from, limit, direction);
          assertThat(history.stream(ORDER, range).toList())
              .as(range.toString())
              .isEqualTo(history.read(ORDER, range));
        }
      }
    }
  }

  @Test
  @DisplayName("as a stream that is given up holds nothing that a writer would wait for")
  void abandonedStreams(Store store) {
    for (int i = 0; i < 50; i++) {
      assertThat(store.history().stream(ORDER, EventRange.all()).findFirst()).isPresent();
    }

    assertThat(store.history().append(Append.to(ORDER).at(HEAD).events(events(1))).last())
        .isEqualTo(HEAD + 1);
  }

  @Test
  @DisplayName("as a stream while others append has no gap, and no event twice")
  void streamWhileAppending(Store store) {
    WorkflowId growing = workflow("growing");
    store.history().append(Append.to(growing).events(events(2000)));
    long[] head = {2000};

    List<Long> seen =
        store.history().stream(growing, EventRange.all())
            .peek(
                event -> {
                  if (event.seq() % 400 == 0 && head[0] < 3000) {
                    store.history().append(Append.to(growing).at(head[0]).events(events(100)));
                    head[0] += 100;
                  }
                })
            .map(Event::seq)
            .toList();

    assertThat(seen).isEqualTo(up(1, seen.size()));
    assertThat(seen.size()).isBetween(2000, (int) head[0]);
  }

  @Test
  @DisplayName("from a transaction and a snapshot answers the same ranges")
  void inABody(Store store) {
    EventRange range = EventRange.backwardsFrom(50).limit(7);
    List<Event> expected = store.history().read(ORDER, range);

    List<Event> inTransaction = store.transact(tx -> tx.history().stream(ORDER, range).toList());
    List<Event> inSnapshot = store.snapshot(seen -> seen.history().read(ORDER, range));

    assertThat(inTransaction).isEqualTo(expected);
    assertThat(inSnapshot).isEqualTo(expected);
  }

  private static List<Long> seqs(HistoryReader history, EventRange range) {
    return history.read(ORDER, range).stream().map(Event::seq).toList();
  }

  private static List<Long> up(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> down(long first, long last) {
    return LongStream.rangeClosed(last, first).map(seq -> first + last - seq).boxed().toList();
  }
}
