package io.perdure.demo.shop;

import io.perdure.demo.shop.Move.Next;
import io.perdure.demo.shop.Move.Said;
import io.perdure.store.history.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what an order does next from what has happened to it and what the world answers, and from
 * nothing else: whoever decides again after a crash decides the same.
 *
 * @param world what is asked
 */
public record Rules(World world) {
  /** The type of the workflows, and of the packages with their recipes. */
  public static final String TYPE = "Order";

  private static final String REFUSED = "CardRefused";
  private static final int ATTEMPTS = 3;

  /** How an order begins. */
  public Move begin(String order, Recipe recipe) {
    Said placed = new Said("Placed", Optional.of(Mark.started(TYPE)));
    return Move.on(placed, next(order, recipe, 0, 0));
  }

  /** How an order to which those events have happened goes on. */
  public Move next(String order, Recipe recipe, List<String> happened) {
    int done = (int) happened.stream().filter(recipe::isDone).count();
    int refused = (int) happened.stream().filter(REFUSED::equals).count();
    Recipe.Step step = recipe.steps().get(done);
    return switch (world.answer(order, step.name(), refused)) {
      case DONE ->
          done + 1 < recipe.steps().size()
              ? Move.on(new Said(step.done(), Optional.empty()), next(order, recipe, done + 1, 0))
              : Move.end(step.done(), "Completed", Mark.completed());
      case CARD_REFUSED ->
          refused + 1 < ATTEMPTS
              ? Move.on(new Said(REFUSED, Optional.empty()), next(order, recipe, done, refused + 1))
              : Move.end(REFUSED, "Failed", Mark.failed("card refused " + ATTEMPTS + " times"));
      case OUT_OF_STOCK -> Move.end("OutOfStock", "Failed", Mark.failed("out of stock"));
      case NO_COURIER -> Move.end("NoCourier", "TimedOut", Mark.timedOut());
      case CUSTOMER_CANCELLED -> Move.end("CustomerCalled", "Cancelled", Mark.cancelled());
    };
  }

  /** The whole history of an order, as it is when nothing goes wrong: the types of its events. */
  public List<String> wholeHistory(String order, Recipe recipe) {
    List<String> happened = new ArrayList<>();
    Move move = begin(order, recipe);
    while (true) {
      move.events().forEach(event -> happened.add(event.type()));
      if (move.next().isEmpty()) {
        return happened;
      }
      move = next(order, recipe, happened);
    }
  }

  private Next next(String order, Recipe recipe, int step, int attempt) {
    String name = recipe.steps().get(step).name();
    return new Next(name, world.delay(order, name, attempt));
  }
}
