package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Mark;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G10")
@DisplayName("A row that the store cannot have written is told, naming table and key:")
public abstract class CorruptRowsSuite {
  private static final WorkflowId ORDER = workflow("order");

  @Test
  @DisplayName("an event with an unknown mark, behind which reading goes on")
  void unknownMark(Database database) throws Exception {
    HistoryReader history = fiveEvents(database);
    Spoil.rows(
        database,
        "update perdure_event set mark = 'EXPLODED' where workflow = ? and seq = 3",
        "order");

    assertCorrupt("perdure_event", "3", () -> history.read(ORDER));
    assertCorrupt("perdure_event", "3", () -> history.stream(ORDER, EventRange.all()).toList());
    assertCorrupt("perdure_event", "3", () -> history.read(ORDER, EventRange.backwards()));
    assertThat(seqs(history, EventRange.all().limit(2))).containsExactly(1L, 2L);
    assertThat(seqs(history, EventRange.from(4))).containsExactly(4L, 5L);
    assertThat(seqs(history, EventRange.backwards().limit(2))).containsExactly(5L, 4L);
  }

  @Test
  @Clause("H6")
  @DisplayName("a missing event among others, in both directions, behind which reading goes on")
  void missingEvent(Database database) throws Exception {
    HistoryReader history = fiveEvents(database);
    Spoil.rows(database, "delete from perdure_event where workflow = ? and seq = 3", "order");

    assertCorrupt("perdure_event", "order", () -> history.read(ORDER));
    assertCorrupt("perdure_event", "order", () -> history.stream(ORDER, EventRange.all()).toList());
    assertCorrupt("perdure_event", "order", () -> history.read(ORDER, EventRange.backwards()));
    assertCorrupt("perdure_event", "order", () -> history.read(ORDER, EventRange.from(3)));
    assertThat(seqs(history, EventRange.from(4))).containsExactly(4L, 5L);
    assertThat(seqs(history, EventRange.backwardsFrom(2))).containsExactly(2L, 1L);
  }

  @Test
  @Clause("H6")
  @DisplayName("a missing first event")
  void missingFirstEvent(Database database) throws Exception {
    HistoryReader history = fiveEvents(database);
    Spoil.rows(database, "delete from perdure_event where workflow = ? and seq = 1", "order");

    assertCorrupt("perdure_event", "order", () -> history.read(ORDER));
    assertCorrupt("perdure_event", "order", () -> history.read(ORDER, EventRange.backwards()));
  }

  @Test
  @Clause("H6")
  @DisplayName("a missing last event: a history that is not complete is not answered as if it were")
  void missingLastEvent(Database database) throws Exception {
    HistoryReader history = fiveEvents(database);
    Spoil.rows(database, "delete from perdure_event where workflow = ? and seq = 5", "order");

    assertCorrupt("perdure_event", "order", () -> history.read(ORDER));
    assertCorrupt("perdure_event", "order", () -> history.read(ORDER, EventRange.backwards()));
  }

  @Test
  @Clause("G9")
  @DisplayName(
      "a workflow of an unknown status, behind which a list goes on by the token it carries")
  void unknownStatus(Database database) throws Exception {
    HistoryReader history = started(database, 5);
    Spoil.rows(database, "update perdure_workflow set status = 'DANCING' where workflow = ?", "w2");

    assertCorrupt("perdure_workflow", "w2", () -> history.find(workflow("w2")));
    assertThat(listedAroundCorruption(history)).containsExactly("w4", "w3", "w1", "w0");
    assertThat(history.find(workflow("w1"))).isPresent();
  }

  @Test
  @Clause("G9")
  @DisplayName("corrupt rows one behind the other, each with a token that goes on")
  void manyCorruptRows(Database database) throws Exception {
    HistoryReader history = started(database, 6);
    Spoil.rows(
        database,
        "update perdure_workflow set status = 'DANCING' where workflow in ('w5', 'w3', 'w2', 'w0')");

    assertThat(listedAroundCorruption(history)).containsExactly("w4", "w1");
  }

  @Test
  @DisplayName("a started workflow without a type or a start")
  void missingParts(Database database) throws Exception {
    HistoryReader history = started(database, 2);
    Spoil.rows(database, "update perdure_workflow set type = null where workflow = ?", "w0");
    Spoil.rows(database, "update perdure_workflow set started_at = null where workflow = ?", "w1");

    assertCorrupt("perdure_workflow", "w0", () -> history.find(workflow("w0")));
    assertCorrupt("perdure_workflow", "w1", () -> history.find(workflow("w1")));
    assertThat(listedAroundCorruption(history)).isEmpty();
  }

  @Test
  @Clause({"L1", "L6"})
  @DisplayName("a lease with a token or a holder that nobody was given")
  void leases(Database database) throws Exception {
    Store store = database.store();
    Duration ttl = Duration.ofHours(1);
    Owner owner = Owner.of("o", "1");
    Lease bad = store.leases().acquire("bad token", owner, ttl).orElseThrow();
    store.leases().acquire("no owner", owner, ttl);
    store.leases().acquire("no end", owner, ttl);
    store.leases().acquire("good", owner, ttl);
    Spoil.rows(
        database,
        "update perdure_lease set token = ? where resource = ?",
        "G".repeat(32),
        "bad token");
    Spoil.rows(database, "update perdure_lease set owner = null where resource = ?", "no owner");
    Spoil.rows(database, "update perdure_lease set expires_at = null where resource = ?", "no end");

    for (String resource : List.of("bad token", "no owner", "no end")) {
      assertCorrupt("perdure_lease", resource, () -> store.leases().find(resource));
      assertCorrupt("perdure_lease", resource, () -> store.leases().acquire(resource, owner, ttl));
    }
    assertCorrupt("perdure_lease", "bad token", () -> store.leases().renew(bad, ttl));
    assertCorrupt(
        "perdure_lease",
        "bad token",
        () -> store.history().append(Append.to(ORDER).events(event("e")).fencedBy(bad)));
    assertThat(store.leases().find("good").held()).isPresent();
    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @Clause("G4")
  @DisplayName("an unknown status that a mark meets, and nothing is written")
  void markMeetsUnknownStatus(Database database) throws Exception {
    HistoryReader history = started(database, 1);
    Spoil.rows(database, "update perdure_workflow set status = 'DANCING' where workflow = ?", "w0");

    assertCorrupt(
        "perdure_workflow",
        "w0",
        () -> database.store().history().append(workflow("w0"), 1, marked(Mark.completed())));
    assertThat(history.head(workflow("w0"))).isEqualTo(1);
    assertThat(history.read(workflow("w0"))).hasSize(1);
  }

  @Test
  @Clause("H12")
  @DisplayName("a run of an unknown status, and a missing run")
  void runs(Database database) throws Exception {
    HistoryReader history = started(database, 2);
    for (String id : List.of("w0", "w1")) {
      database
          .store()
          .history()
          .append(workflow(id), 1, marked(Mark.completed()), marked(Mark.started("t")));
    }
    Spoil.rows(
        database,
        "update perdure_run set status = 'DANCING' where workflow = ? and run_no = 2",
        "w0");
    Spoil.rows(database, "delete from perdure_run where workflow = ? and run_no = 1", "w1");

    assertCorrupt("perdure_run", "w0", () -> history.runs(workflow("w0")));
    assertCorrupt("perdure_run", "w1", () -> history.runs(workflow("w1")));
  }

  @Test
  @Clause("H8")
  @DisplayName("a kept answer that is none, and nothing is written")
  void keptAnswer(Database database) throws Exception {
    Store store = database.store();
    Append append = Append.to(ORDER).events(event("a")).key(Key.of("k"));
    store.history().append(append);
    Spoil.rows(database, "update perdure_once set answer = ?", new byte[] {1, 2, 3});

    assertCorrupt("perdure_once", "k", () -> store.history().append(append));
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @Clause("G5")
  @DisplayName("a corrupt row inside a body, which may catch that and go on")
  void insideABody(Database database) throws Exception {
    fiveEvents(database);
    Spoil.rows(database, "update perdure_event set mark = 'EXPLODED' where workflow = ?", "order");

    database
        .store()
        .transact(
            tx -> {
              assertCorrupt("perdure_event", "1", () -> tx.history().read(ORDER));
              return tx.history().append(workflow("other"), 0, event("went on"));
            });

    assertThat(database.store().history().head(workflow("other"))).isEqualTo(1);
  }

  private static HistoryReader fiveEvents(Database database) {
    Store store = database.store();
    store.history().append(Append.to(ORDER).events(events(5)));
    return store.history();
  }

  private static HistoryReader started(Database database, int workflows) {
    Store store = database.store();
    for (int i = 0; i < workflows; i++) {
      store.history().append(workflow("w" + i), 0, marked(Mark.started("t"), AT.plusSeconds(i)));
    }
    return store.history();
  }

  /**
   * Reads page after page of one entry, going on behind each corrupt row by the token it carries.
   */
  private static List<String> listedAroundCorruption(HistoryReader history) {
    List<String> listed = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(1));
    while (request.isPresent()) {
      Optional<PageToken> next;
      try {
        Page<Workflow> page = history.list(WorkflowFilter.all(), request.get());
        page.forEach(workflow -> listed.add(workflow.id().value()));
        next = page.next();
      } catch (CorruptRecordException corrupt) {
        assertThat(corrupt.table()).isEqualTo("perdure_workflow");
        assertThat(corrupt.next()).as("the token that goes on").isPresent();
        next = corrupt.next();
      }
      request = next.map(request.get()::after);
    }
    return listed;
  }

  private static List<Long> seqs(HistoryReader history, EventRange range) {
    return history.read(ORDER, range).stream().map(Event::seq).toList();
  }

  private static void assertCorrupt(String table, String key, ThrowingCallable reading) {
    CorruptRecordException corrupt = catchThrowableOfType(CorruptRecordException.class, reading);
    assertThat(corrupt).as("corrupt row in %s", table).isNotNull();
    assertThat(corrupt.table()).isEqualTo(table);
    assertThat(corrupt.key()).contains(key);
    assertThat(corrupt.retryable()).isFalse();
    assertThat(corrupt).hasMessageContaining(table).hasMessageContaining(key);
  }
}
