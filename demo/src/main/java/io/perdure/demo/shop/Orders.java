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
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.timers.ClaimedTimer;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what orders do. Each move is one transaction: it settles the task that brought it
 * about, appends its events, and enqueues what is to be done then, or schedules it. A process that
 * is killed leaves an order before a move or behind it, never in the middle. Thread-safe.
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
   * @param settled the job that brought it about; none did at the beginning
   */
  record Made(
      WorkflowId order, long first, List<String> events, boolean ended, Optional<Job> settled) {
    @Override
    public String toString() {
      String what = ended ? "ended" : first == 1 ? "began" : "moved";
      String by = settled.map(job -> " " + job).orElse("");
      return what + " " + order + " " + first + " " + String.join(",", events) + by;
    }
  }

  /** Begins an order with the version that is routed now, or answers how it has begun. */
  Made place(WorkflowId order) {
    try {
      return store.transact(
          tx -> {
            String version = Recipes.routed(tx);
            Move move = rules.begin(order.value(), recipes.get(tx, version));
            return write(tx, order, 0, version, move, Optional.empty());
          });
    } catch (SequenceConflictException placedBefore) {
      Event begin = store.history().read(order).get(0);
      return new Made(order, 1, List.of(begin.type()), false, Optional.empty());
    }
  }

  /** Puts the job that a timer was for into the queue. */
  void due(ClaimedTimer timer) {
    store.transact(
        tx -> {
          tx.timers().fired(timer);
          return tx.tasks().enqueue(Job.of(timer.timer()).task(timer.workflow()));
        });
  }

  /** Makes the move that follows from the answer to a task. */
  Made settle(ClaimedTask task, World.Answer answer) {
    WorkflowId order = task.key().workflow().orElseThrow();
    return store.transact(
        tx -> {
          tx.tasks().complete(task); // if another has it now, nothing of all this happens
          List<Event> history = tx.history().read(order);
          String version = version(history.get(0));
          List<String> happened = history.stream().map(Event::type).toList();
          Move move = rules.next(order.value(), recipes.get(tx, version), happened, answer);
          return write(tx, order, history.size(), version, move, Optional.of(Job.of(task)));
        });
  }

  private static Made write(
      Transaction tx,
      WorkflowId order,
      long head,
      String version,
      Move move,
      Optional<Job> settled) {
    List<NewEvent> events =
        move.events().stream().map(said -> event(tx, order, version, said)).toList();
    tx.history().append(Append.to(order).at(head).events(events));
    move.next().ifPresent(next -> arrange(tx, order, next));
    List<String> types = events.stream().map(NewEvent::type).toList();
    return new Made(order, head + 1, types, move.next().isEmpty(), settled);
  }

  private static void arrange(Transaction tx, WorkflowId order, Move.Next next) {
    if (next.delay().isZero()) {
      tx.tasks().enqueue(next.job().task(order));
    } else {
      tx.timers().schedule(order, next.job().toString(), next.delay());
    }
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
