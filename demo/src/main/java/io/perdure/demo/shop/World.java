package io.perdure.demo.shop;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What the world will say: warehouse, customer and courier to a worker, and the bank to whoever
 * charges. It is fixed by its seed, so that the proof can say what every history must be.
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
   * @param attempt 1 for the first
   */
  public Answer answer(String order, String step, int attempt) {
    int percent = chance(order, step, attempt).nextInt(100);
    return switch (step) {
      case "reserve" ->
          percent < 2 ? Answer.CUSTOMER_CANCELLED : percent < 6 ? Answer.OUT_OF_STOCK : Answer.DONE;
      case "charge" -> percent < 30 ? Answer.CARD_REFUSED : Answer.DONE;
      case "ship" -> percent < 4 ? Answer.NO_COURIER : Answer.DONE;
      default -> percent < 2 ? Answer.CUSTOMER_CANCELLED : Answer.DONE;
    };
  }

  /** How long it is until a step can be tried: until the courier comes, or the card may work. */
  public Duration delay(String order, String step, int attempt) {
    return step.equals("ship") || attempt > 1
        ? Duration.ofMillis(chance(order, step, -attempt).nextInt(100, 800))
        : Duration.ZERO;
  }

  private SplittableRandom chance(String order, String step, int number) {
    return new SplittableRandom(seed * 31 + Objects.hash(order, step, number)).split();
  }
}
