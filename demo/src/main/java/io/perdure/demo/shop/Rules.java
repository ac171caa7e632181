package io.perdure.demo.shop;

import io.perdure.demo.shop.Move.Next;
import io.perdure.demo.shop.Move.Said;
import io.perdure.store.history.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what an order does next from what has happened to it and what the world has answered, and
 * from nothing else: whoever decides again after a crash decides the same.
 *
 * @param world says how long things take
 */
public record Rules(World world) {
  /** The type of the workflows, and of the packages with their recipes. */
  public static final String TYPE = "Order";

  /** The event that says that the bank has charged. */
  public static final String CHARGED = "Charged";

  /** The event that says that the bank has refused to. */
  public static final String REFUSED = "CardRefused";

  private static final int ATTEMPTS = 3;

  /** How an order begins. */
  public Move begin(String order, Recipe recipe) {
    Said placed = new Said("Placed", Optional.of(Mark.started(TYPE)));
    return Move.on(placed, next(order, recipe, 0, 1));
  }

  /** How an order to which those events have happened goes on after the answer to its job. */
  public Move next(String order, Recipe recipe, List<String> happened, World.Answer answer) {
    int done = done(recipe, happened);
    int attempt = attempt(happened);
    Recipe.Step step = recipe.steps().get(done);
    return switch (answer) {
      case DONE ->
          done + 1 < recipe.steps().size()
              ? Move.on(new Said(step.done(), Optional.empty()), next(order, recipe, done + 1, 1))
              : Move.end(step.done(), "Completed", Mark.completed());
      case CARD_REFUSED ->
          attempt < ATTEMPTS
              ? Move.on(new Said(REFUSED, Optional.empty()), next(order, recipe, done, attempt + 1))
              : Move.end(REFUSED, "Failed", Mark.failed("card refused " + ATTEMPTS + " times"));
      case OUT_OF_STOCK -> Move.end("OutOfStock", "Failed", Mark.failed("out of stock"));
      case NO_COURIER -> Move.end("NoCourier", "TimedOut", Mark.timedOut());
      case CUSTOMER_CANCELLED -> Move.end("CustomerCalled", "Cancelled", Mark.cancelled());
    };
  }

  /** Whether an event of that type says what the bank has answered to a charge. */
  public static boolean isCharge(String event) {
    return event.equals(CHARGED) || event.equals(REFUSED);
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
      Job job = move.next().get().job();
      World.Answer answer = world.answer(order, job.step(), job.attempt());
      move = next(order, recipe, happened, answer);
    }
  }

  private Next next(String order, Recipe recipe, int done, int attempt) {
    Job job = new Job(recipe.steps().get(done).name(), attempt);
    return new Next(job, world.delay(order, job.step(), attempt));
  }

  private static int done(Recipe recipe, List<String> happened) {
    return (int) happened.stream().filter(recipe::isDone).count();
  }

  /** Only a charge is attempted again. */
  private static int attempt(List<String> happened) {
    return 1 + (int) happened.stream().filter(REFUSED::equals).count();
  }
}
