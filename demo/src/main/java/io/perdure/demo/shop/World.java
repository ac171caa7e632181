package io.perdure.demo.shop;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The world outside the shop: warehouse, bank, courier and customer. It answers the same question
 * always the same, as one does that is asked with a key, so that asking again after a crash does no
 * harm.
 *
 * @param seed another one, another world
 */
public record World(long seed) {
  /** What the world says to a step. */
  public enum Answer {
    DONE,
    CARD_REFUSED,
    OUT_OF_STOCK,
    NO_COURIER,
    CUSTOMER_CANCELLED
  }

  /**
   * Asks for a step of an order.
   *
   * @param attempt 0 for the first
   */
  public Answer answer(String order, String step, int attempt) {
    int percent = chance(order, step, attempt).nextInt(100);
    if (percent < 2) {
      return Answer.CUSTOMER_CANCELLED;
    }
    return switch (step) {
      case "reserve" -> percent < 6 ? Answer.OUT_OF_STOCK : Answer.DONE;
      case "charge" -> percent < 30 ? Answer.CARD_REFUSED : Answer.DONE;
      case "ship" -> percent < 5 ? Answer.NO_COURIER : Answer.DONE;
      default -> Answer.DONE;
    };
  }

  /** How long it is until a step can be tried. */
  public Duration delay(String order, String step, int attempt) {
    SplittableRandom chance = chance(order, step, -1 - attempt);
    return Duration.ofMillis(chance.nextInt(50, 400) << attempt);
  }

  private SplittableRandom chance(String order, String step, int number) {
    return new SplittableRandom(seed * 31 + Objects.hash(order, step, number)).split();
  }
}
