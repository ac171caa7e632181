package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Administration.NamespaceCounts;
import io.perdure.store.Key;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G11")
@DisplayName("Namespaces are walls:")
public abstract class NamespaceSuite {
  private static final WorkflowId ORDER = workflow("order");

  @Test
  @DisplayName("the same ids, keys and run ids in two of them are different things")
  void sameIds(Perdure perdure) {
    Append append =
        Append.to(ORDER)
            .key(Key.of("k"))
            .events(marked(Mark.started("t").run(RunId.of("r")).parent(workflow("p"))));
    for (String name : List.of("a", "b", "A", "a ", "ab")) {
      Store store = perdure.namespace(name);
      assertThat(store.namespace()).isEqualTo(name);
      assertThat(store.history().append(append)).isEqualTo(new Appended(1, 1));
      store.history().append(ORDER, 1, event("of " + name));
    }

    for (String name : List.of("a", "b", "A", "a ", "ab")) {
      Store store = perdure.namespace(name);
      assertThat(store.history().read(ORDER))
          .extracting(Event::type)
          .containsExactly("started", "of " + name);
    }
    assertThat(
            perdure
                .namespace("fresh")
                .history()
                .append(Append.to(ORDER).key(Key.of("k")).events(event("other"))))
        .isEqualTo(new Appended(1, 1));
  }

  @Test
  @DisplayName("nothing written in one is read, listed or in the way in another")
  void nothingIsSeen(Perdure perdure) {
    Store full = perdure.namespace("full");
    full.history().append(ORDER, 0, marked(Mark.started("t").parent(workflow("p"))), event("b"));
    Store empty = perdure.namespace("empty");

    assertThat(Dump.of(empty.history())).isEqualTo(new Dump(List.of(), List.of()));
    assertThat(empty.history().head(ORDER)).isZero();
    assertThat(empty.history().read(ORDER)).isEmpty();
    assertThat(empty.history().find(ORDER)).isEmpty();
    assertThat(empty.history().runs(ORDER)).isEmpty();
    assertThat(Dump.list(empty.history(), WorkflowFilter.all().type("t").parent(workflow("p")), 10))
        .isEmpty();
    assertThatThrownBy(() -> empty.history().append(ORDER, 2, event("x")))
        .isInstanceOf(SequenceConflictException.class);
    assertThat(empty.history().append(ORDER, 0, event("x"))).isEqualTo(new Appended(1, 1));
  }

  @Test
  @DisplayName("what is written in one leaves every other as it was")
  void nothingIsChanged(Perdure perdure) {
    Store other = perdure.namespace("other");
    other.history().append(ORDER, 0, marked(Mark.started("t")), event("b"));
    Dump before = Dump.of(other.history());
    Store store = perdure.namespace("shop");

    store.history().append(ORDER, 0, marked(Mark.started("t")), event("b"));
    store.history().append(ORDER, 2, marked(Mark.failed("x")), marked(Mark.started("u")));
    store.transact(
        tx -> tx.history().append(Append.to(ORDER).at(4).events(event("c")).key(Key.of("k"))));

    assertThat(Dump.of(other.history())).isEqualTo(before);
  }

  @Test
  @DisplayName("transactions and snapshots are of their store's namespace")
  void bodies(Perdure perdure) {
    Store shop = perdure.namespace("shop");

    String inTransaction =
        shop.transact(
            tx -> {
              tx.history().append(ORDER, 0, event("a"));
              return tx.namespace();
            });
    String inSnapshot = shop.snapshot(seen -> seen.namespace() + seen.history().head(ORDER));

    assertThat(inTransaction).isEqualTo("shop");
    assertThat(inSnapshot).isEqualTo("shop1");
    assertThat(perdure.namespace("other").history().head(ORDER)).isZero();
  }

  @Test
  @DisplayName("a page token of one reads nothing of it in another")
  void pageTokens(Perdure perdure) {
    Store full = perdure.namespace("full");
    for (int i = 0; i < 5; i++) {
      full.history().append(workflow("w" + i), 0, marked(Mark.started("t")));
    }
    Store other = perdure.namespace("other");
    other.history().append(workflow("w3"), 0, marked(Mark.started("t")));
    PageRequest request = PageRequest.first(2);
    PageRequest next = request.after(full.history().ids(request).next().orElseThrow());

    try {
      assertThat(other.history().ids(next).entries()).containsExactly(workflow("w3"));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("page token");
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("a lock of one is free in another")
  void locks(Perdure perdure) throws Exception {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");
    try (Race race = new Race()) {
      long head =
          shop.<Long, Exception>transact(
              tx -> {
                tx.lock("l");
                return race.begin(
                        () ->
                            other.transact(
                                theirs -> {
                                  theirs.lock("l");
                                  return theirs.history().append(ORDER, 0, event("a")).last();
                                }))
                    .get(30, TimeUnit.SECONDS);
              });
      assertThat(head).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("the administrative view counts what each holds, by name, and only that")
  void counts(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    shop.history().append(workflow("plain"), 0, event("a"), event("b"));
    shop.history().append(workflow("nothing"), 0);
    shop.history().append(workflow("running"), 0, marked(Mark.started("t")));
    shop.history().append(workflow("running too"), 0, marked(Mark.started("t")));
    shop.history().append(workflow("paused"), 0, marked(Mark.started("t")), marked(Mark.paused()));
    shop.history()
        .append(workflow("ended"), 0, marked(Mark.started("t")), marked(Mark.completed()));
    perdure.namespace("b").history().append(Append.to(ORDER).events(events(7)));
    perdure.namespace("empty").history().head(ORDER);

    assertThat(Dump.all(10, perdure.administration()::namespaces))
        .containsExactly(
            new NamespaceCounts("b", 1, 0, 0, 7, 0, 0, 0),
            new NamespaceCounts("shop", 5, 2, 1, 8, 0, 0, 0));
  }

  @Test
  @Clause("K10")
  @DisplayName("the administrative view counts the tasks of each, also where there is nothing else")
  void tasksCounted(Perdure perdure) {
    Tasks tasks = perdure.namespace("shop").tasks();
    for (int i = 0; i < 9; i++) {
      tasks.enqueue(NewTask.of(TaskKey.of(ORDER, "t" + i), "q", Payload.empty()));
    }
    List<ClaimedTask> claimed = tasks.claim("q", 6, Duration.ofMinutes(1));
    claimed.subList(0, 2).forEach(task -> tasks.fail(task, "broken"));
    tasks.complete(claimed.get(2));
    perdure.namespace("a").history().append(ORDER, 0, event("a"));
    perdure.namespace("a").tasks().enqueue(NewTask.of(TaskKey.of("t"), "q", Payload.empty()));
    perdure
        .namespace("cancelled")
        .tasks()
        .enqueue(NewTask.of(TaskKey.of(ORDER, "t"), "q", Payload.empty()));
    perdure.namespace("cancelled").tasks().cancelAll(ORDER);

    for (int size : new int[] {1, 9}) {
      assertThat(Dump.all(size, perdure.administration()::namespaces))
          .containsExactly(
              new NamespaceCounts("a", 1, 0, 0, 1, 1, 0, 0),
              new NamespaceCounts("shop", 0, 0, 0, 0, 3, 3, 2));
    }
  }

  @Test
  @DisplayName("the administrative view counts what is there now, through any change")
  void countsFollow(Perdure perdure) {
    Map<String, Long> heads = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      String name = "n" + i % 3;
      long head = heads.merge(name, 1L, Long::sum);
      perdure.namespace(name).history().append(ORDER, head - 1, event("e"));

      assertThat(Dump.all(2, perdure.administration()::namespaces))
          .extracting(NamespaceCounts::events)
          .isEqualTo(List.copyOf(heads.values()));
    }
  }

  @Test
  @Clause("G12")
  @Needs(Capability.DURABLE)
  @DisplayName("walls and counts are the same after reopening")
  void afterReopening(Database database) {
    database.perdure().namespace("a").history().append(ORDER, 0, event("of a"));
    database.perdure().namespace("b").history().append(ORDER, 0, event("of b"), event("of b"));
    List<NamespaceCounts> before = Dump.all(9, database.perdure().administration()::namespaces);

    Perdure again = database.reopen();

    assertThat(Dump.all(9, again.administration()::namespaces)).isEqualTo(before);
    assertThat(again.namespace("a").history().head(ORDER)).isEqualTo(1);
    assertThat(again.namespace("b").history().head(ORDER)).isEqualTo(2);
  }
}
