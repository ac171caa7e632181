package io.perdure.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Asks the shop's processes in turn: for the first version of the recipe, for an order every few
 * milliseconds, for the second version in the middle; and another process for what was not answered
 * by one that has been killed.
 */
final class Customers {
  private static final long BETWEEN_ORDERS = Duration.ofMillis(8).toNanos();

  private final int orders;
  private final Ledger ledger;
  private final Map<String, Child> asked = new HashMap<>();
  private final Queue<String> again = new ArrayDeque<>();
  private int placed;
  private int turn;
  private long opened;

  Customers(int orders, Ledger ledger) {
    this.orders = orders;
    this.ledger = ledger;
  }

  /** The id of an order, numbered from 1. */
  static String order(int number) {
    return "order-%05d".formatted(number);
  }

  /** What the child has not answered is to be asked of others; answers how much that is. */
  int hasDied(Child child) {
    List<String> unheard =
        ledger.unanswered().stream().filter(request -> asked.get(request) == child).toList();
    again.addAll(unheard);
    return unheard.size();
  }

  /** Asks for what it is time to ask for. */
  void ask(List<Child> open) {
    if (open.isEmpty()) {
      return;
    }
    while (!again.isEmpty()) {
      ask(open, again.remove());
    }
    if (ledger.versions().isEmpty()) {
      if (ledger.unanswered().isEmpty()) {
        ask(open, "deploy 1");
      }
      opened = System.nanoTime();
      return;
    }
    while (placed < orders && System.nanoTime() - opened >= placed * BETWEEN_ORDERS) {
      placed++;
      ask(open, "place " + order(placed));
      if (placed == (orders + 1) / 2) {
        ask(open, "deploy 2");
      }
    }
  }

  private void ask(List<Child> open, String request) {
    if (!asked.containsKey(request)) {
      ledger.asked(request);
    }
    Child child = open.get(turn++ % open.size());
    asked.put(request, child);
    child.say(request);
  }

  /** Whether everything was asked for and answered. */
  boolean areServed() {
    return placed == orders && ledger.unanswered().isEmpty();
  }
}
