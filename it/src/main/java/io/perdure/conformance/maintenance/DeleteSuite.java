package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.timers.ClaimedTimer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("M2")
@DisplayName("Deleting a workflow")
public abstract class DeleteSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final WorkflowId OTHER = workflow("other");
  private static final Key KEY = Key.of("k");

  @Test
  @DisplayName("removes all that hangs on it, in every table, counts it, and touches nothing else")
  void everything(Database database) throws SQLException {
    Perdure perdure = database.perdure();
    Store shop = perdure.namespace("shop");
    Store elsewhere = perdure.namespace("elsewhere");
    fill(shop, OTHER);
    fill(elsewhere, ORDER);
    Dump before = Dump.of(shop.history());
    fill(shop, ORDER);
    Beside beside = Beside.of(database);
    assertThat(Leftovers.of(beside, "shop", "order")).hasSizeGreaterThanOrEqualTo(8);
    Dump there = Dump.of(elsewhere.history());

    Removed removed = shop.maintenance().delete(ORDER);

    assertThat(removed).isEqualTo(new Removed(1, 2, 6, 2, 2, 0));
    assertThat(Leftovers.of(beside, "shop", "order")).isEmpty();
    assertThat(Dump.of(shop.history())).isEqualTo(before);
    assertThat(shop.timers().list(OTHER, PageRequest.first(9)).entries()).hasSize(2);
    assertThat(Dump.of(elsewhere.history())).isEqualTo(there);
    assertThat(elsewhere.timers().list(ORDER, PageRequest.first(9)).entries()).hasSize(2);
    assertThat(shop.history().find(ORDER)).isEmpty();
    assertThat(shop.history().runs(ORDER)).isEmpty();
    assertThat(shop.history().read(ORDER)).isEmpty();
    assertThat(shop.history().list(WorkflowFilter.all(), PageRequest.first(9)).entries())
        .hasSize(1);
  }

  /** Two runs, six events, two keys and two timers. */
  private static void fill(Store store, WorkflowId id) {
    Mark first = Mark.started("t").run(RunId.of("r1")).parent(workflow("p"));
    store
        .history()
        .append(Append.to(id).key(KEY).events(marked(first), event("a"), marked(Mark.failed("f"))));
    store.history().append(id, 3, marked(Mark.started("t").run(RunId.of("r2"))), event("b"));
    store.history().append(Append.to(id).at(5).key(Key.of("k2")).events(event("c")));
    store.timers().schedule(id, "one", AT);
    store.timers().schedule(id, "two", AT);
  }

  @Test
  @Clause("G6")
  @DisplayName("twice, or one that is not there, removes nothing the second time")
  void absent(Store store) {
    fill(store, ORDER);
    store.maintenance().delete(ORDER);

    assertThat(store.maintenance().delete(ORDER)).isEqualTo(Removed.nothing());
    assertThat(store.maintenance().delete(workflow("never"))).isEqualTo(Removed.nothing());
    assertThat(Dump.of(store.history()).workflows()).isEmpty();
  }

  @Test
  @DisplayName("lets it begin again from head 0, its keys and run ids being free")
  void again(Store store) {
    fill(store, ORDER);
    store.maintenance().delete(ORDER);

    assertThatThrownBy(() -> store.history().append(ORDER, 6, event("late")))
        .isInstanceOfSatisfying(
            SequenceConflictException.class, e -> assertThat(e.found()).isZero());
    assertThat(store.history().append(Append.to(ORDER).key(KEY).events(event("other"))))
        .isEqualTo(new Appended(1, 1));
    store.history().append(ORDER, 1, marked(Mark.started("u").run(RunId.of("r1"))));
    assertThat(store.history().read(ORDER)).extracting(Event::seq).containsExactly(1L, 2L);
    assertThat(store.history().runs(ORDER)).hasSize(1);
  }

  @Test
  @Clause({"X1", "G4"})
  @DisplayName("inside a transaction is of it: begun anew there, and undone with it")
  void inATransaction(Store store) {
    fill(store, ORDER);
    Dump before = Dump.of(store.history());

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      assertThat(tx.maintenance().delete(ORDER).events()).isEqualTo(6);
                      assertThat(tx.history().head(ORDER)).isZero();
                      tx.history().append(ORDER, 0, event("new"));
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");
    assertThat(Dump.of(store.history())).isEqualTo(before);

    store.transact(
        tx -> {
          tx.maintenance().delete(ORDER);
          tx.maintenance().delete(ORDER);
          return tx.history().append(ORDER, 0, event("new"));
        });
    assertThat(store.history().read(ORDER)).extracting(Event::type).containsExactly("new");
  }

  @Test
  @DisplayName("that only has a timer, or only a key, removes that")
  void withoutEvents(Database database) throws SQLException {
    Store store = database.store();
    store.timers().schedule(ORDER, "t", AT);
    store.history().append(Append.to(OTHER).key(KEY));

    assertThat(store.maintenance().delete(ORDER)).isEqualTo(Removed.timers(1));
    assertThat(store.maintenance().delete(OTHER)).isEqualTo(Removed.keys(1));

    Beside beside = Beside.of(database);
    assertThat(Leftovers.of(beside, "shop", "order")).isEmpty();
    assertThat(Leftovers.of(beside, "shop", "other")).isEmpty();
  }

  @Test
  @DisplayName("leaves the revisions of documents where they were")
  void documentsStay(Store store) {
    fill(store, ORDER);
    store.documents().put("order", 0, Payload.empty());
    long revision = store.documents().put("order", 1, Payload.empty());

    store.maintenance().delete(ORDER);

    assertThat(store.documents().put("order", revision, Payload.empty())).isEqualTo(3);
  }

  @Test
  @Clause("L2")
  @DisplayName("leaves leases and their fences where they were, also when it begins again")
  void leasesStay(Store store) {
    Duration minute = Duration.ofMinutes(1);
    Owner before = Owner.of("engine", "1");
    fill(store, ORDER);
    Lease first = store.leases().acquire(ORDER.value(), before, minute).orElseThrow();
    store.leases().release(first);
    Lease held = store.leases().acquire(ORDER.value(), before, minute).orElseThrow();

    store.maintenance().delete(ORDER);
    assertThat(store.leases().renew(held, minute).fence()).isEqualTo(2);
    store.leases().release(held);
    store.maintenance().delete(ORDER);
    fill(store, ORDER);

    Owner after = Owner.of("engine", "2");
    assertThat(store.leases().acquire(ORDER.value(), after, minute).orElseThrow().fence())
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                store.transact(
                    TransactionOptions.defaults().fencedBy(held),
                    tx -> tx.timers().schedule(ORDER, "late", AT)))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  @DisplayName("ends a claim of its timers")
  void claims(Store store) {
    fill(store, ORDER);
    List<ClaimedTimer> claimed = store.timers().claim(9, Duration.ofMinutes(1));
    assertThat(claimed).hasSize(2);

    store.maintenance().delete(ORDER);

    assertThatThrownBy(() -> store.timers().fired(claimed.get(0)))
        .isInstanceOf(ClaimLostException.class);
  }

  @Test
  @Clause("H6")
  @DisplayName("while it is read ends the stream with that; a snapshot reads on to the end")
  void whileRead(Store store) {
    store.history().append(Append.to(ORDER).events(events(5000)));
    try (Stream<Event> stream = store.history().stream(ORDER, EventRange.all())) {
      Iterator<Event> open = stream.iterator();
      open.next();

      store.maintenance().delete(ORDER);

      assertThatThrownBy(() -> open.forEachRemaining(event -> {}))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("order");
    }
    assertThat(store.history().read(ORDER)).isEmpty();
  }

  @Test
  @DisplayName("of twelve thousand events is one transaction")
  void large(Store store) {
    for (int i = 0; i < 12; i++) {
      store.history().append(Append.to(ORDER).at(1000L * i).events(events(1000)));
    }
    assertThat(store.maintenance().delete(ORDER).events()).isEqualTo(12_000);
    assertThat(store.history().head(ORDER)).isZero();
  }
}
