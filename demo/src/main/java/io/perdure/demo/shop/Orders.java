package io.perdure.demo.shop;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.NewEvent;
import io.perdure.store.timers.ClaimedTimer;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what orders do: each move is one transaction that appends its events, schedules the
 * next timer, and removes the one that brought it about. A process that is killed leaves an order
 * before a move or behind it, never in the middle. Thread-safe.
 */
final class Orders {
  private final Store store;
  private final Rules rules;
  private final Recipes recipes = new Recipes();

  Orders(Store store, Rules rules) {
    this.store = store;
    this.rules = rules;
  }

  /**
   * A move that has been committed.
   *
   * @param order whose it is
   * @param first the sequence number of its first event
   * @param events their types
   * @param ended whether it was the last one
   */
  record Made(WorkflowId order, long first, List<String> events, boolean ended) {
    @Override
    public String toString() {
      String what = ended ? "ended" : first == 1 ? "began" : "moved";
      return what + " " + order + " " + first + " " + String.join(",", events);
    }
  }

  /** Begins an order with the version that is routed now, or answers how it has begun. */
  Made place(WorkflowId order) {
    try {
      return store.transact(
          tx -> {
            String version = Recipes.routed(tx);
            Move move = rules.begin(order.value(), recipes.get(tx, version));
            return write(tx, order, 0, version, move);
          });
    } catch (SequenceConflictException placedBefore) {
      Event begin = store.history().read(order).get(0);
      return new Made(order, 1, List.of(begin.type()), false);
    }
  }

  /** Makes the move that a timer is for. */
  Made step(ClaimedTimer due) {
    return store.transact(
        tx -> {
          tx.timers().fired(due);
          WorkflowId order = due.workflow();
          List<Event> history = tx.history().read(order);
          String version = version(history.get(0));
          List<String> happened = history.stream().map(Event::type).toList();
          Move move = rules.next(order.value(), recipes.get(tx, version), happened);
          return write(tx, order, history.size(), version, move);
        });
  }

  private static Made write(
      Transaction tx, WorkflowId order, long head, String version, Move move) {
    List<NewEvent> events =
        move.events().stream().map(said -> event(tx, order, version, said)).toList();
    tx.history().append(Append.to(order).at(head).events(events));
    move.next().ifPresent(next -> tx.timers().schedule(order, next.step(), next.delay()));
    return new Made(
        order, head + 1, events.stream().map(NewEvent::type).toList(), move.next().isEmpty());
  }

  /** An event with the version that decided on it as its metadata. */
  private static NewEvent event(Transaction tx, WorkflowId order, String version, Move.Said said) {
    return new NewEvent(
        said.type(),
        Payload.json("{\"order\":\"" + order + "\"}"),
        tx.now(),
        Optional.of(Bytes.utf8(version)),
        said.mark());
  }

  private static String version(Event event) {
    return event.metadata().orElseThrow().toUtf8();
  }
}
