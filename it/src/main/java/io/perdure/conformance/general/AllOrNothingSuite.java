package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static io.perdure.store.history.WorkflowStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Run;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause("G4")
@DisplayName("What throws has changed nothing:")
public abstract class AllOrNothingSuite {
  private static final WorkflowId LIVE = workflow("live");
  private static final WorkflowId NEW = workflow("new");
  private static final Key USED = Key.of("used");
  private static final Key FRESH = Key.of("fresh");

  /** Thrown by bodies that want to fail. */
  private static final class BodyFailed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** An append that is refused, and how. */
  private record Failure(String name, Class<? extends Exception> error, Append append) {}

  private static Stream<Failure> failures() {
    NewEvent large = NewEvent.of("large", Payload.of(new byte[(16 << 20) + 1]), AT);
    NewEvent[] lastInvalid = {event("a"), marked(Mark.paused()), marked(Mark.started("t"))};
    return Stream.of(
        new Failure("a stale head", SequenceConflictException.class, append(LIVE, 1, event("x"))),
        new Failure("a head too high", SequenceConflictException.class, append(NEW, 1, event("x"))),
        new Failure(
            "a stale head with a key",
            SequenceConflictException.class,
            Append.to(LIVE).at(1).events(events(3)).key(FRESH)),
        new Failure(
            "the last of three marks refused",
            InvalidLifecycleException.class,
            append(LIVE, 3, lastInvalid)),
        new Failure(
            "a mark refused, with a key",
            InvalidLifecycleException.class,
            append(LIVE, 3, lastInvalid).key(FRESH)),
        new Failure(
            "a run id of before",
            InvalidLifecycleException.class,
            append(
                LIVE,
                3,
                event("a"),
                marked(Mark.completed()),
                marked(Mark.started("t").run(RunId.of("run-1"))))),
        new Failure(
            "an end on a new workflow",
            InvalidLifecycleException.class,
            append(NEW, 0, event("a"), marked(Mark.completed()))),
        new Failure(
            "a key with other content",
            IdempotencyConflictException.class,
            append(LIVE, 3, event("other")).key(USED)),
        new Failure(
            "the last payload too large",
            IllegalArgumentException.class,
            append(LIVE, 3, event("a"), event("b"), large)));
  }

  private static Stream<DynamicTest> each(Perdure perdure, BiConsumer<Store, Failure> check) {
    return failures()
        .map(
            failure ->
                DynamicTest.dynamicTest(
                    failure.name(),
                    () -> {
                      Store store = perdure.namespace(failure.name());
                      prepare(store);
                      check.accept(store, failure);
                    }));
  }

  @TestFactory
  @DisplayName("an append that met")
  Stream<DynamicTest> appends(Perdure perdure) {
    return each(
        perdure,
        (store, failure) ->
            assertUnchanged(
                store,
                s ->
                    assertThatThrownBy(() -> s.history().append(failure.append()))
                        .isExactlyInstanceOf(failure.error())));
  }

  @TestFactory
  @DisplayName("a transaction that wrote before it met")
  Stream<DynamicTest> transactions(Perdure perdure) {
    return each(
        perdure,
        (store, failure) ->
            assertUnchanged(
                store,
                s ->
                    assertThatThrownBy(
                            () ->
                                s.transact(
                                    tx -> {
                                      tx.history().append(workflow("before"), 0, event("x"));
                                      return tx.history().append(failure.append());
                                    }))
                        .isExactlyInstanceOf(failure.error())));
  }

  @TestFactory
  @Clause("G5")
  @DisplayName("and a body that caught it commits what it wrote beside it, and no more:")
  Stream<DynamicTest> caught(Perdure perdure) {
    return each(perdure, AllOrNothingSuite::caught);
  }

  private static void caught(Store store, Failure failure) {
    Dump before = Dump.of(store.history());

    store.transact(
        tx -> {
          tx.history().append(workflow("before"), 0, event("x"));
          assertThatThrownBy(() -> tx.history().append(failure.append()))
              .isExactlyInstanceOf(failure.error());
          return tx.history().append(workflow("before"), 1, event("y"));
        });

    Dump after = Dump.of(store.history());
    assertThat(after.workflows())
        .hasSize(before.workflows().size() + 1)
        .containsAll(before.workflows());
    assertThat(after.listed()).isEqualTo(before.listed());
    assertThat(store.history().head(workflow("before"))).isEqualTo(2);
  }

  @Test
  @Clause("X1")
  @DisplayName("a transaction whose body threw after many writes")
  void bodyThrows(Store store) {
    prepare(store);

    assertUnchanged(
        store,
        s ->
            assertThatThrownBy(
                    () ->
                        s.transact(
                            tx -> {
                              tx.history().append(LIVE, 3, event("x"));
                              tx.history()
                                  .append(append(LIVE, 4, marked(Mark.completed())).key(FRESH));
                              tx.history().append(NEW, 0, marked(Mark.started("t")));
                              tx.history().update(NEW, h -> Decision.of(1, event("y")));
                              throw new BodyFailed();
                            }))
                .isExactlyInstanceOf(BodyFailed.class));
  }

  @Test
  @Clause("X1")
  @DisplayName("a transaction whose body threw an error that is no exception")
  void bodyThrowsAnError(Store store) {
    prepare(store);

    assertUnchanged(
        store,
        s ->
            assertThatThrownBy(
                    () ->
                        s.transact(
                            tx -> {
                              tx.history().append(LIVE, 3, event("x"));
                              throw new StackOverflowError("of the body");
                            }))
                .isExactlyInstanceOf(StackOverflowError.class));
  }

  @Test
  @DisplayName("an append of which the database refused an event after it had taken others")
  void refusedByTheDatabase(Database database) throws Exception {
    Store store = database.store();
    prepare(store);
    Spoil.rows(
        database,
        "insert into perdure_event (ns, workflow, seq, run_no, type, content_type, recorded_at,"
            + " payload) values ('shop', 'live', 6, 1, 'in the way', 'x', 1, ?)",
        new byte[] {1});
    Append[] refused = {
      append(LIVE, 3, event("a"), event("b"), event("c")),
      append(LIVE, 3, event("a"), event("b"), event("c")).key(FRESH),
      append(LIVE, 3, marked(Mark.completed()), event("b"), event("c")),
    };

    for (Append append : refused) {
      assertThatThrownBy(() -> store.history().append(append))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.retryable()).as("%s", e).isFalse());
      assertThat(store.history().head(LIVE)).isEqualTo(3);
      assertThat(store.history().read(LIVE, EventRange.all().limit(3))).hasSize(3);
      assertThat(store.history().runs(LIVE)).extracting(Run::status).containsExactly(RUNNING);
    }
    assertThat(store.history().append(append(LIVE, 3, event("next")).key(FRESH)))
        .isEqualTo(new Appended(4, 4));
  }

  private static void assertUnchanged(Store store, Consumer<Store> failing) {
    Dump before = Dump.of(store.history());

    failing.accept(store);

    assertThat(Dump.of(store.history())).isEqualTo(before);
    assertThat(store.history().append(append(LIVE, 3, event("next")).key(FRESH)))
        .as("head and key are as before")
        .isEqualTo(new Appended(4, 4));
  }

  private static void prepare(Store store) {
    store
        .history()
        .append(
            append(
                    LIVE,
                    0,
                    marked(Mark.started("t").run(RunId.of("run-1"))),
                    event("b"),
                    event("c"))
                .key(USED));
  }

  private static Append append(WorkflowId workflow, long head, NewEvent... events) {
    return Append.to(workflow).at(head).events(List.of(events));
  }
}
