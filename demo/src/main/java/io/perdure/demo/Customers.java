package io.perdure.demo;

import java.time.Duration;

/**
 * Asks the shop: for the first version of the recipe, for an order every few milliseconds, for the
 * second version in the middle; and again for what was not answered, when the shop is another
 * process.
 */
final class Customers {
  private static final long BETWEEN_ORDERS = Duration.ofMillis(8).toNanos();

  private final int orders;
  private final Ledger ledger;
  private int asked;
  private long opened;

  Customers(int orders, Ledger ledger) {
    this.orders = orders;
    this.ledger = ledger;
  }

  /** The id of an order, numbered from 1. */
  static String order(int number) {
    return "order-%05d".formatted(number);
  }

  /** Asks again for all that was not answered. */
  void askAgain(Child shop) {
    ledger.unanswered().forEach(shop::say);
  }

  /** Asks for what it is time to ask for. */
  void ask(Child shop) {
    if (ledger.versions().isEmpty()) {
      if (ledger.unanswered().isEmpty()) {
        ask(shop, "deploy 1");
      }
      opened = System.nanoTime();
      return;
    }
    while (asked < orders && System.nanoTime() - opened >= asked * BETWEEN_ORDERS) {
      asked++;
      ask(shop, "place " + order(asked));
      if (asked == (orders + 1) / 2) {
        ask(shop, "deploy 2");
      }
    }
  }

  private void ask(Child shop, String request) {
    ledger.asked(request);
    shop.say(request);
  }

  /** Whether everything was asked for and answered. */
  boolean areServed() {
    return asked == orders && ledger.unanswered().isEmpty();
  }
}
