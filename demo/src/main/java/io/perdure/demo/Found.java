package io.perdure.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.timers.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What is in the store, whoever wrote it. */
record Found(
    List<Workflow> orders, List<Timer> timers, List<QueueCounts> queues, List<Task> deadLetters) {
  /** The last instant that a store can hold. */
  private static final Instant EVER = Instant.parse("2262-04-11T00:00:00Z");

  static Found in(StoreReader store) {
    return store.snapshot(
        state ->
            new Found(
                all(page -> state.history().list(WorkflowFilter.all(), page)),
                all(page -> state.timers().due(EVER, page)),
                all(page -> state.tasks().counts(page)),
                all(page -> state.tasks().deadLetters(page))));
  }

  private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(1000));
    while (request.isPresent()) {
      Page<T> page = list.apply(request.get());
      all.addAll(page.entries());
      request = page.next().map(PageRequest.first(1000)::after);
    }
    return all;
  }

  long events() {
    return orders.stream().mapToLong(Workflow::head).sum();
  }

  long ended() {
    return orders.stream().filter(Found::hasEnded).count();
  }

  static boolean hasEnded(Workflow order) {
    return order.lifecycle().filter(life -> life.status().ended()).isPresent();
  }

  /** How many orders are in each status, for people. */
  String byStatus() {
    return orders.stream()
        .flatMap(order -> order.lifecycle().stream())
        .collect(groupingBy(Workflow.Lifecycle::status, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(
            entry ->
                String.format(Locale.ROOT, "%,d ", entry.getValue())
                    + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(joining(", "));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d orders (%,d ended, %,d under way), %,d events, %,d timers, %,d tasks (%,d claimed)",
        orders.size(),
        ended(),
        orders.size() - ended(),
        events(),
        timers.size(),
        queues.stream().mapToLong(queue -> queue.pending() + queue.claimed()).sum(),
        queues.stream().mapToLong(QueueCounts::claimed).sum());
  }
}
