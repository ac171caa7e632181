package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Key;
import io.perdure.store.PageRequest;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.History;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.maintenance.Removed;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"M2", "H4"})
@DisplayName("A workflow that is deleted while others append to it")
public abstract class DeleteRaceSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final int DELETIONS = 60;

  @Test
  @DisplayName("is whole or gone at every moment, and nobody meets an error of the database")
  void manyAppend(Database database) throws Exception {
    Store store = database.store();
    AtomicBoolean enough = new AtomicBoolean();
    try (Crowd crowd = new Crowd()) {
      crowd.run(() -> append(store, enough, h -> event("plain")));
      crowd.run(() -> appendKeyed(store, enough));
      crowd.run(() -> appendMarked(store, enough));
      crowd.run(() -> appendWithTimer(store, enough));
      crowd.run(() -> watch(store, enough));
      for (int i = 0; i < DELETIONS; i++) {
        Crowd.until("somebody appended", () -> store.history().head(ORDER) > 2);
        Removed removed = store.maintenance().delete(ORDER);
        assertThat(removed.workflows()).isEqualTo(1);
      }
      enough.set(true);
      crowd.allAnswer();
    }
    assertWhole(store);
    store.maintenance().delete(ORDER);
    assertThat(Leftovers.of(Beside.of(database), "shop", "order")).isEmpty();
  }

  private interface Next {
    NewEvent at(long head);
  }

  private static void append(Store store, AtomicBoolean enough, Next next) {
    while (!enough.get()) {
      try {
        long head = store.history().head(ORDER);
        store.history().append(ORDER, head, next.at(head));
      } catch (SequenceConflictException lost) {
        assertThat(lost.found()).isNotEqualTo(lost.expected());
      }
    }
  }

  private static void appendKeyed(Store store, AtomicBoolean enough) {
    for (int i = 0; !enough.get(); i++) {
      try {
        long head = store.history().head(ORDER);
        store.history().append(Append.to(ORDER).at(head).key(Key.of("k" + i)).events(event("k")));
      } catch (SequenceConflictException lost) {
        assertThat(lost.found()).isNotEqualTo(lost.expected());
      }
    }
  }

  /** Starts it if it has no status, and ends it if it has. */
  private static void appendMarked(Store store, AtomicBoolean enough) {
    while (!enough.get()) {
      try {
        store.transact(
            tx -> {
              tx.lock("marks");
              long head = tx.history().head(ORDER);
              boolean running =
                  tx.history()
                      .find(ORDER)
                      .flatMap(found -> found.lifecycle())
                      .filter(lifecycle -> !lifecycle.status().ended())
                      .isPresent();
              Mark mark = running ? Mark.completed() : Mark.started("t");
              return tx.history().append(ORDER, head, marked(mark));
            });
      } catch (SequenceConflictException | InvalidLifecycleException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private static void appendWithTimer(Store store, AtomicBoolean enough) {
    for (int i = 0; !enough.get(); i++) {
      String timer = "t" + i;
      try {
        store.transact(tx -> appendAndSchedule(tx, timer));
      } catch (SequenceConflictException lost) {
        assertThat(lost.found()).isNotEqualTo(lost.expected());
      }
    }
  }

  private static boolean appendAndSchedule(Transaction tx, String timer) {
    tx.history().append(ORDER, tx.history().head(ORDER), event("with timer"));
    tx.timers().schedule(ORDER, timer, AT);
    return true;
  }

  private static void watch(Store store, AtomicBoolean enough) {
    while (!enough.get()) {
      assertWhole(store);
    }
  }

  private static void assertWhole(Store store) {
    store.snapshot(
        seen -> {
          List<Event> events = seen.history().read(ORDER);
          assertThat(events)
              .extracting(Event::seq)
              .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
          assertThat(seen.history().head(ORDER)).isEqualTo(events.size());
          long withTimer = events.stream().filter(e -> e.type().equals("with timer")).count();
          assertThat(seen.timers().list(ORDER, PageRequest.first(10_000)).entries())
              .hasSize((int) withTimer);
          long started = events.stream().filter(e -> e.type().equals("started")).count();
          assertThat(seen.history().runs(ORDER)).hasSize((int) started);
          return events.size();
        });
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("is deleted with what a transaction wrote that it had to wait for")
  void waitsForAppends(Store store) {
    for (long head : List.of(0L, 2L)) {
      Gate written = new Gate();
      Gate commit = new Gate();
      try (Crowd crowd = new Crowd()) {
        Crowd.Call<Boolean> append =
            crowd.call(
                () ->
                    store.transact(
                        tx -> {
                          tx.history().append(ORDER, head, event("with timer"));
                          tx.timers().schedule(ORDER, "t", AT);
                          written.open();
                          commit.pass();
                          return true;
                        }));
        written.pass();
        Crowd.Call<Removed> delete = crowd.call(() -> store.maintenance().delete(ORDER));
        assertThat(delete.ends()).isFalse();
        commit.open();

        assertThat(append.answer()).isTrue();
        assertThat(delete.answer()).isEqualTo(new Removed(1, 0, head + 1, 0, 1, 0));
      }
      assertThat(store.history().head(ORDER)).isZero();
      History history = store.history();
      history.append(ORDER, 0, event("a"), event("b"));
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("is a sequence conflict to who waited, or new to who expected nothing")
  void appendsWait(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"));
    Gate deleted = new Gate();
    Gate commit = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Removed> delete =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        Removed removed = tx.maintenance().delete(ORDER);
                        deleted.open();
                        commit.pass();
                        return removed;
                      }));
      deleted.pass();
      Key key = Key.of("k");
      List<Crowd.Call<Boolean>> late =
          List.of(
              crowd.run(() -> store.history().append(ORDER, 2, event("late"))),
              crowd.run(() -> store.history().append(ORDER, 2, marked(Mark.started("t")))),
              crowd.run(
                  () ->
                      store.history().append(Append.to(ORDER).at(2).key(key).events(event("l")))));
      Crowd.Call<Boolean> anew = crowd.run(() -> store.history().append(ORDER, 0, event("new")));
      assertThat(late.get(0).ends()).isFalse();
      assertThat(anew.ends()).isFalse();
      commit.open();

      assertThat(delete.answer().events()).isEqualTo(2);
      for (Crowd.Call<Boolean> each : late) {
        assertThat(each.failure()).isInstanceOf(SequenceConflictException.class);
      }
      assertThat(anew.answer()).isTrue();
    }
    assertThat(store.history().read(ORDER)).extracting(Event::type).containsExactly("new");
  }
}
