package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause("H8")
@DisplayName("An append with a key")
public abstract class KeyedAppendSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Key KEY = Key.of("request-7");

  @Test
  @Clause("G6")
  @DisplayName("answers at a repeat what the first call answered, and writes once")
  void repeat(Store store) {
    Append append = Append.to(ORDER).events(event("a"), event("b")).key(KEY);

    assertThat(store.history().append(append)).isEqualTo(new Appended(1, 2));
    assertThat(store.history().append(append)).isEqualTo(new Appended(1, 2));
    assertThat(store.history().append(append)).isEqualTo(new Appended(1, 2));

    assertThat(store.history().head(ORDER)).isEqualTo(2);
  }

  @Test
  @DisplayName("answers the same although the head has moved, at whatever head it is repeated")
  void repeatAfterTheHeadMoved(Store store) {
    Append append = Append.to(ORDER).events(event("a")).key(KEY);
    store.history().append(append);
    store.history().append(ORDER, 1, event("other"), event("other"));

    assertThat(store.history().append(append)).isEqualTo(new Appended(1, 1));
    assertThat(store.history().append(append.at(3))).isEqualTo(new Appended(1, 1));
    assertThat(store.history().append(append.at(99))).isEqualTo(new Appended(1, 1));
    assertThat(store.history().head(ORDER)).isEqualTo(3);
  }

  @Test
  @DisplayName("is the same content when only the recorded instants differ")
  void recordedInstantsAside(Store store) {
    Instant later = AT.plusSeconds(5);
    store.history().append(Append.to(ORDER).events(event("a"), event("b")).key(KEY));

    Append again = Append.to(ORDER).events(event("a", later), event("b", later)).key(KEY);
    assertThat(store.history().append(again)).isEqualTo(new Appended(1, 2));

    assertThat(store.history().read(ORDER))
        .allSatisfy(e -> assertThat(e.recordedAt()).isEqualTo(AT));
  }

  /** What is appended first, and then under the same key. */
  private record Contents(String name, List<NewEvent> first, List<NewEvent> second) {}

  private static Stream<Contents> otherContents() {
    NewEvent a = event("a");
    NewEvent b = event("b");
    Bytes metadata = Bytes.utf8("m");
    return Stream.of(
        new Contents("another type", List.of(a, b.metadata(metadata)), List.of(event("c"), b)),
        new Contents("another payload", List.of(a), List.of(NewEvent.of("a", Payload.empty(), AT))),
        new Contents(
            "another content type",
            List.of(NewEvent.of("a", Payload.json("1"), AT)),
            List.of(NewEvent.of("a", Payload.of(new byte[] {'1'}), AT))),
        new Contents("metadata more", List.of(a), List.of(a.metadata(metadata))),
        new Contents("empty metadata more", List.of(a), List.of(a.metadata(Bytes.empty()))),
        new Contents(
            "other metadata", List.of(a.metadata(metadata)), List.of(a.metadata(Bytes.utf8("n")))),
        new Contents("one event more", List.of(a), List.of(a, b)),
        new Contents("one event less", List.of(a, b), List.of(a)),
        new Contents("no event", List.of(a), List.of()),
        new Contents("another order", List.of(a, b), List.of(b, a)),
        new Contents(
            "bytes moved from type to payload",
            List.of(NewEvent.of("ab", Payload.of(new byte[] {'c'}), AT)),
            List.of(NewEvent.of("a", Payload.of(new byte[] {'b', 'c'}), AT))),
        new Contents(
            "bytes moved from payload to metadata",
            List.of(NewEvent.of("a", Payload.of(new byte[] {1, 2}), AT).metadata(Bytes.empty())),
            List.of(
                NewEvent.of("a", Payload.of(new byte[] {1}), AT)
                    .metadata(Bytes.copyOf(new byte[] {2})))),
        new Contents("a mark more", List.of(a), List.of(a.mark(Mark.started("t")))),
        new Contents(
            "another workflow type",
            List.of(a.mark(Mark.started("t"))),
            List.of(a.mark(Mark.started("u")))),
        new Contents(
            "another run id",
            List.of(a.mark(Mark.started("t").run(RunId.of("r1")))),
            List.of(a.mark(Mark.started("t").run(RunId.of("r2"))))),
        new Contents(
            "a given run id instead of a made one",
            List.of(a.mark(Mark.started("t"))),
            List.of(a.mark(Mark.started("t").run(RunId.of("r2"))))),
        new Contents(
            "another parent workflow",
            List.of(a.mark(Mark.started("t").parent(workflow("p")))),
            List.of(a.mark(Mark.started("t").parent(workflow("q"))))),
        new Contents(
            "the run id as parent",
            List.of(a.mark(Mark.started("t").parent(workflow("p")))),
            List.of(a.mark(Mark.started("t").run(RunId.of("p"))))),
        new Contents(
            "another reason",
            List.of(marked(Mark.started("t")), a.mark(Mark.failed("x"))),
            List.of(marked(Mark.started("t")), a.mark(Mark.failed("y")))),
        new Contents(
            "another end",
            List.of(marked(Mark.started("t")), a.mark(Mark.completed())),
            List.of(marked(Mark.started("t")), a.mark(Mark.cancelled()))));
  }

  @TestFactory
  @DisplayName("and other content is refused, and nothing is written:")
  Stream<DynamicTest> otherContents(Store store) {
    return otherContents()
        .map(
            contents ->
                DynamicTest.dynamicTest(contents.name(), () -> otherContent(store, contents)));
  }

  private static void otherContent(Store store, Contents contents) {
    WorkflowId order = workflow("order with " + contents.name());
    List<NewEvent> first = contents.first();
    store.history().append(Append.to(order).events(first).key(KEY));
    Dump before = Dump.of(store.history(), order);

    for (long head : new long[] {0, first.size()}) {
      assertThatThrownBy(
              () ->
                  store
                      .history()
                      .append(Append.to(order).at(head).events(contents.second()).key(KEY)))
          .isInstanceOfSatisfying(
              IdempotencyConflictException.class,
              conflict -> {
                assertThat(conflict.key()).isEqualTo(KEY);
                assertThat(conflict.scope()).contains("order");
                assertThat(conflict.retryable()).isFalse();
              });
    }

    assertThat(Dump.of(store.history(), order)).isEqualTo(before);
    assertThat(store.history().append(Append.to(order).events(first).key(KEY)))
        .isEqualTo(new Appended(1, first.size()));
  }

  @Test
  @DisplayName("is known by it in its own workflow only")
  void keysArePerWorkflow(Store store) {
    store.history().append(Append.to(ORDER).events(event("a")).key(KEY));

    assertThat(store.history().append(Append.to(workflow("other")).events(event("b")).key(KEY)))
        .isEqualTo(new Appended(1, 1));
    assertThat(store.history().append(Append.to(ORDER).at(1).events(event("b")).key(Key.of("r"))))
        .isEqualTo(new Appended(2, 2));
  }

  @Test
  @Clause("G1")
  @DisplayName("is known by the bytes of its key: case, accents and spaces count")
  void keysAreBytes(Store store) {
    String[] keys = {"k", "K", "k ", " k", "ｋ", "é", "e\u0301", "\uE000", "\uD83D\uDE00", "k%"};
    for (int i = 0; i < keys.length; i++) {
      Append append = Append.to(ORDER).at(i).events(event("e" + i)).key(Key.of(keys[i]));
      assertThat(store.history().append(append)).as(keys[i]).isEqualTo(new Appended(i + 1, i + 1));
    }
    for (int i = 0; i < keys.length; i++) {
      Append append = Append.to(ORDER).at(i).events(event("e" + i)).key(Key.of(keys[i]));
      assertThat(store.history().append(append)).as(keys[i]).isEqualTo(new Appended(i + 1, i + 1));
    }
  }

  @Test
  @Clause("H3")
  @DisplayName("of no events answers at a repeat the empty span of the first call")
  void emptyWithKey(Store store) {
    store.history().append(ORDER, 0, event("a"), event("b"));
    Append nothing = Append.to(ORDER).at(2).key(KEY);

    assertThat(store.history().append(nothing)).isEqualTo(new Appended(3, 2));
    store.history().append(ORDER, 2, event("c"));

    assertThat(store.history().append(nothing)).isEqualTo(new Appended(3, 2));
    assertThatThrownBy(() -> store.history().append(nothing.events(event("d"))))
        .isInstanceOf(IdempotencyConflictException.class);
    assertThat(store.history().head(ORDER)).isEqualTo(3);
  }

  @Test
  @Clause({"H2", "G4"})
  @DisplayName("that was a conflict leaves the key unused")
  void conflictLeavesTheKey(Store store) {
    assertThatThrownBy(
            () -> store.history().append(Append.to(ORDER).at(3).events(event("a")).key(KEY)))
        .isInstanceOf(SequenceConflictException.class);
    assertThatThrownBy(
            () ->
                store.history().append(Append.to(ORDER).events(marked(Mark.completed())).key(KEY)))
        .isInstanceOf(InvalidLifecycleException.class);

    assertThat(store.history().append(Append.to(ORDER).events(event("b")).key(KEY)))
        .isEqualTo(new Appended(1, 1));
  }

  @Test
  @Clause("G4")
  @DisplayName("in a transaction that fails leaves the key unused")
  void rollbackLeavesTheKey(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(Append.to(ORDER).events(event("a")).key(KEY));
                      throw new IllegalStateException("body");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.history().append(Append.to(ORDER).events(event("b")).key(KEY)))
        .isEqualTo(new Appended(1, 1));
  }

  @Test
  @Clause("H10")
  @DisplayName("and marks projects them once")
  void marksOnce(Store store) {
    Append start = Append.to(ORDER).events(marked(Mark.started("t"))).key(KEY);
    store.history().append(start);
    store.history().append(start);

    assertThat(store.history().runs(ORDER)).hasSize(1);
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }
}
