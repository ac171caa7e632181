package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.PageRequest;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Workflow;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X4")
@DisplayName("A snapshot")
public abstract class SnapshotSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");
  private static final WorkflowId NEW = WorkflowId.of("new");
  private static final int MANY = 3_000;

  /** Everything that can be read of two workflows, and the lists. */
  private record State(
      long headA,
      long headB,
      List<Event> events,
      Optional<Workflow> found,
      int runs,
      List<WorkflowId> ids,
      List<Workflow> listed) {
    static State of(Snapshot snapshot) {
      var history = snapshot.history();
      return new State(
          history.head(A),
          history.head(B),
          history.read(A),
          history.find(A),
          history.runs(A).size(),
          history.ids(PageRequest.first(10)).entries(),
          history.active(PageRequest.first(10)).entries());
    }
  }

  @Test
  @DisplayName("sees one state in all its reads while others write, and does not hold them up")
  void oneState(Store store) {
    NewEvent started = event("start").mark(Mark.started("order"));
    store.history().append(A, 0, started);

    store.snapshot(
        snapshot -> {
          State before = State.of(snapshot);
          try (Crowd crowd = new Crowd()) {
            crowd.call(() -> store.history().append(A, 1, event("two").mark(Mark.completed())));
            crowd.call(() -> store.history().append(B, 0, event("one")));
            crowd.call(() -> store.history().append(NEW, 0, started));
            crowd.allAnswer();
          }
          assertThat(State.of(snapshot)).isEqualTo(before);
          return true;
        });

    State after = store.snapshot(State::of);
    assertThat(after.headA()).isEqualTo(2);
    assertThat(after.headB()).isEqualTo(1);
    assertThat(after.ids()).containsExactly(A, B, NEW);
    assertThat(after.listed()).extracting(Workflow::id).containsExactly(NEW);
  }

  @Test
  @DisplayName("sees one state in all rooms and reads, whichever is read first")
  void firstReadElsewhere(Store store) {
    store.history().append(A, 0, event("one"));

    store.snapshot(
        snapshot -> {
          assertThat(snapshot.history().head(A)).isEqualTo(1);
          try (Crowd crowd = new Crowd()) {
            crowd.call(
                () ->
                    store.transact(
                        tx -> {
                          tx.history().append(A, 1, event("two"));
                          return tx.history().append(B, 0, event("one"));
                        }));
            crowd.allAnswer();
          }
          assertThat(snapshot.history().head(B)).isZero();
          assertThat(snapshot.history().read(B)).isEmpty();
          return true;
        });
  }

  @Test
  @DisplayName("sees one state through a stream that is still being consumed")
  void stream(Store store) {
    store
        .history()
        .append(A, 0, java.util.Collections.nCopies(MANY, event("e")).toArray(NewEvent[]::new));

    long count =
        store.snapshot(
            snapshot -> {
              try (Stream<Event> events = snapshot.history().stream(A, EventRange.all());
                  Crowd crowd = new Crowd()) {
                Iterator<Event> iterator = events.iterator();
                assertThat(iterator.next().seq()).isEqualTo(1);
                crowd.call(() -> store.history().append(A, MANY, event("late"))).answer();
                long seen = 1;
                while (iterator.hasNext()) {
                  seen++;
                  assertThat(iterator.next().seq()).isEqualTo(seen);
                }
                return seen;
              }
            });

    assertThat(count).isEqualTo(MANY);
    assertThat(store.history().head(A)).isEqualTo(MANY + 1);
  }

  @Test
  @DisplayName("inside a transaction is that transaction's own state")
  void insideTransaction(Store store) {
    store.transact(
        tx -> {
          tx.history().append(A, 0, event("one"));
          long seen = store.snapshot(snapshot -> snapshot.history().head(A));
          assertThat(seen).isEqualTo(1);
          tx.history().append(A, 1, event("two"));
          long later = store.snapshot(snapshot -> snapshot.history().head(A));
          assertThat(later).isEqualTo(2);
          return true;
        });

    assertThat(store.history().head(A)).isEqualTo(2);
  }

  @Test
  @DisplayName("inside a snapshot is that snapshot's own state")
  void insideSnapshot(Store store) {
    store.snapshot(
        outer -> {
          assertThat(outer.history().head(A)).isZero();
          try (Crowd crowd = new Crowd()) {
            crowd.call(() -> store.history().append(A, 0, event("one"))).answer();
          }
          long inner = store.snapshot(snapshot -> snapshot.history().head(A));
          assertThat(inner).isZero();
          return true;
        });
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("does not see what a transaction on another thread has not committed")
  void notUncommitted(Store store) {
    try (Crowd crowd = new Crowd()) {
      store.transact(
          tx -> {
            tx.history().append(A, 0, event("one"));
            long seen =
                crowd.call(() -> store.snapshot(snapshot -> snapshot.history().head(A))).answer();
            assertThat(seen).isZero();
            return true;
          });
    }
    long after = store.snapshot(snapshot -> snapshot.history().head(A));
    assertThat(after).isEqualTo(1);
  }

  @Test
  @DisplayName("is bound to its namespace, and hands on what its body throws")
  void throwsOn(Store store) {
    IOException own = new IOException("own");

    assertThatThrownBy(
            () ->
                store.<Void, IOException>snapshot(
                    snapshot -> {
                      assertThat(snapshot.namespace()).isEqualTo("shop");
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(store.history().head(A)).isZero();
  }
}
