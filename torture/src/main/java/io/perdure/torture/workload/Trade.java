package io.perdure.torture.workload;

import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a worker does again and again at its desk: some operations that belong together. */
abstract class Trade {
  /** What an event without a mark is called. */
  static final String NONE = "none";

  private static final long EPOCH_MILLIS = Duration.ofSeconds(20).toMillis();

  private final Desk desk;
  private final Random chance;

  Trade(Desk desk, Random chance) {
    this.desk = desk;
    this.chance = chance;
  }

  /** Does it once. */
  abstract void work();

  final Desk desk() {
    return desk;
  }

  final int any(int bound) {
    return chance.nextInt(bound);
  }

  final boolean percent(int percent) {
    return chance.nextInt(100) < percent;
  }

  final <T> T oneOf(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  /** A name that all workers use at about this time, and none later: so nothing grows for ever. */
  final String name(String noun, int bound) {
    return noun + "-" + System.currentTimeMillis() / EPOCH_MILLIS + "-" + chance.nextInt(bound);
  }

  final Effect.Repeat keyedOrNot() {
    return percent(50) ? Effect.Repeat.KEYED : Effect.Repeat.PLAIN;
  }

  static Effect.Events events(String workflow, long head, int count) {
    return new Effect.Events(
        workflow,
        head,
        IntStream.range(0, count).mapToObj(i -> NONE).collect(Collectors.toList()),
        Effect.Repeat.PLAIN);
  }

  static boolean done(Told told) {
    return told.outcome() == Told.Outcome.DONE;
  }

  /** Whether it was refused by an exception of that name. */
  static boolean refusedBy(Told told, String exception) {
    return told.outcome() == Told.Outcome.REFUSED && told.fact(0).equals(exception);
  }
}
