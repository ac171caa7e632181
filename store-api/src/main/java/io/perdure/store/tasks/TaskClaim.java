package io.perdure.store.tasks;

import io.perdure.store.Token;
import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * A request for tasks: {@code TaskClaim.from("mail", 10, minute).node("host-7")}.
 *
 * @param queue from which queue
 * @param node whose pinned tasks are wanted beside those that anybody may have
 * @param limit the most tasks wanted, 1 to 10 000. Payloads are held in memory: ask for fewer where
 *     they are large
 * @param duration for how long they are to be held, 1 ms to 365 days
 * @param token makes the call repeatable: repeated, it answers the same tasks. Every claim needs a
 *     new one
 */
public record TaskClaim(
    String queue, Optional<String> node, int limit, Duration duration, Optional<Token> token) {
  public TaskClaim {
    Checks.id("queue", queue);
    Checks.present("node", node).ifPresent(given -> Checks.id("node", given));
    Checks.pageSize("limit", limit);
    Checks.duration("duration", duration);
    Checks.present("token", token);
  }

  /** A request for tasks that anybody may have. */
  public static TaskClaim from(String queue, int limit, Duration duration) {
    return new TaskClaim(queue, Optional.empty(), limit, duration, Optional.empty());
  }

  /** The same, and for those that are pinned to that node. */
  public TaskClaim node(String node) {
    return new TaskClaim(queue, Optional.of(Checks.id("node", node)), limit, duration, token);
  }

  /**
   * The same, under that token.
   *
   * @param token a {@link Token#random() random} one
   */
  public TaskClaim token(Token token) {
    return new TaskClaim(queue, node, limit, duration, Optional.of(Checks.present("token", token)));
  }
}
