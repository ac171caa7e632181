package io.perdure.conformance.general;

import static io.perdure.conformance.general.Loot.QUEUE;
import static io.perdure.conformance.general.Loot.W1;
import static io.perdure.conformance.general.Loot.payload;
import static io.perdure.conformance.general.Samples.event;

import io.perdure.store.Bytes;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Removed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attacks on histories, what hangs on them, and the store itself. */
final class HistoryAttacks {
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Prune ALL =
      Prune.atMost(10_000)
          .ended(Cutoff.before(LATER))
          .keys(Cutoff.before(LATER))
          .tasks(Cutoff.before(LATER))
          .deadLetters(Cutoff.before(LATER));

  private HistoryAttacks() {}

  static void add(Attacks to) {
    histories(to);
    maintenance(to);
    stores(to);
  }

  private static void histories(Attacks to) {
    to.empty("History.head(WorkflowId)", 0L, (b, l) -> b.history().head(W1));
    to.empty("History.read(WorkflowId)", List.of(), (b, l) -> b.history().read(W1));
    to.empty(
        "History.read(WorkflowId, EventRange)",
        List.of(),
        (b, l) -> b.history().read(W1, EventRange.backwardsFrom(2)));
    to.empty(
        "History.stream(WorkflowId, EventRange)",
        0L,
        (b, l) -> b.history().stream(W1, EventRange.all()).count());
    to.empty("History.find(WorkflowId)", Optional.empty(), (b, l) -> b.history().find(W1));
    to.empty("History.runs(WorkflowId)", List.of(), (b, l) -> b.history().runs(W1));
    to.pages(
        "History.list(WorkflowFilter, PageRequest)",
        (b, page) -> b.history().list(WorkflowFilter.all(), page));
    to.pages("History.active(PageRequest)", (b, page) -> b.history().active(page));
    to.pages("History.paused(PageRequest)", (b, page) -> b.history().paused(page));
    to.pages("History.ids(PageRequest)", (b, page) -> b.history().ids(page));
    to.refused(
        "History.append(WorkflowId, long, NewEvent[])",
        SequenceConflictException.class,
        (b, l) -> b.history().append(W1, 2, event("x")));
    to.refused(
        "History.append(Append), fenced",
        LeaseLostException.class,
        (b, l) -> b.history().append(Append.to(W1).events(event("x")).fencedBy(l.lease())));
    to.fresh(
        "History.append(Append)", new Appended(1, 1), (b, l) -> b.history().append(Loot.KEYED));
    to.fresh(
        "History.update(WorkflowId, Decider)",
        1,
        (b, l) -> b.history().update(W1, seen -> Decision.of(seen.size(), event("x"))));
  }

  private static void maintenance(Attacks to) {
    Removed nothing = Removed.nothing();
    to.empty(
        "Maintenance.preview(Prune)", nothing, (b, l) -> b.maintenance().preview(ALL).removed());
    to.empty("Maintenance.prune(Prune)", nothing, (b, l) -> b.maintenance().prune(ALL).removed());
    to.empty("Maintenance.delete(WorkflowId)", nothing, (b, l) -> b.maintenance().delete(W1));
  }

  private static void stores(Attacks to) {
    TransactionOptions fenced = TransactionOptions.defaults();
    to.empty("Store.awaitDue(Duration)", false, (b, l) -> b.awaitDue(SOON));
    to.empty("Store.awaitTask(String, Duration)", false, (b, l) -> b.awaitTask(QUEUE, SOON));
    to.empty(
        "Store.awaitTask(String, String, Duration)",
        false,
        (b, l) -> b.awaitTask(QUEUE, "n", SOON));
    to.empty(
        "Store.snapshot(SnapshotBody)",
        Optional.empty(),
        (b, l) -> b.snapshot(seen -> seen.history().find(W1)));
    to.lost(
        "Store.transact(TransactionBody)",
        (b, l) ->
            b.transact(
                tx -> {
                  tx.lock("l");
                  tx.tasks().complete(l.task());
                  return 1;
                }));
    to.refused(
        "Store.transact(TransactionOptions, TransactionBody)",
        LeaseLostException.class,
        (b, l) ->
            b.transact(
                fenced.fencedBy(l.lease()), tx -> tx.history().append(W1, 0, event("fenced"))));
    to.fresh(
        "Store.transact(Once, TransactionBody)",
        "own",
        (b, l) -> text(b.transact(Loot.ONCE, tx -> own())));
    to.fresh(
        "Store.transact(Once, TransactionOptions, TransactionBody)",
        "own",
        (b, l) ->
            text(b.transact(Loot.ONCE, TransactionOptions.defaults().serializable(), tx -> own())));
  }

  private static Payload own() {
    return Payload.of(Bytes.utf8("own").toByteArray());
  }

  private static String text(Payload payload) {
    return payload.bytes().toUtf8();
  }
}
