package io.perdure.torture.checker;

import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Effect.Old;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What maintenance may have removed by what was asked and told of it, and what it must have
 * removed. What is neither must be there.
 */
final class Sweeps {
  /** What the workflows are called that may be pruned as soon as they have ended. */
  static final String NOUN = "sweep-";

  private static final List<String> ENDS =
      List.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED", "TIMED_OUT");

  private final Map<String, List<Entry>> deletes = new HashMap<>();
  private final Map<String, Long> closingAsked = new HashMap<>();
  private final Map<String, Long> lastTold = new HashMap<>();
  private final Map<Old, Long> mayHavePruned = new EnumMap<>(Old.class);
  private final Map<Old, Long> hasPruned = new EnumMap<>(Old.class);
  private final List<Entry> all = new ArrayList<>();

  Sweeps(Books books) {
    for (Entry entry : books.entries()) {
      for (int i = 0; i < entry.op().effects().size(); i++) {
        note(entry, i);
      }
    }
  }

  private void note(Entry entry, int number) {
    Effect effect = entry.op().effects().get(number);
    if (effect instanceof Effect.Delete delete) {
      deletes.computeIfAbsent(delete.workflow(), workflow -> new ArrayList<>()).add(entry);
      all.add(entry);
    } else if (effect instanceof Effect.Prune prune) {
      all.add(entry);
      if (mayHaveHappened(entry)) {
        mayHavePruned.merge(prune.old(), entry.toldAt(), Math::max);
      }
      if (entry.fact(number).filter(told -> told.endsWith("all")).isPresent()) {
        hasPruned.merge(prune.old(), entry.askedAt() - nanos(prune.ageMillis()), Math::max);
      }
    }
    if (effect.workflow().startsWith(NOUN) && !entry.refused()) {
      lastTold.merge(effect.workflow(), entry.toldAt(), Math::max);
      if (effect instanceof Effect.Events events
          && events.marks().stream().anyMatch(ENDS::contains)) {
        closingAsked.merge(effect.workflow(), entry.askedAt(), Math::min);
      }
    }
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }

  /** A prune alone is several transactions: being refused, it may have done the first of them. */
  static boolean mayHaveHappened(Entry sweep) {
    return !sweep.refused()
        || (sweep.op().manner() == Op.Manner.ALONE
            && sweep.op().effects().get(0) instanceof Effect.Prune);
  }

  /** Every operation that deletes or prunes. */
  List<Entry> all() {
    return List.copyOf(all);
  }

  /** Whether what the operation wrote to that workflow may have been removed with it. */
  boolean mayHaveTaken(Entry entry, String workflow) {
    boolean deleted =
        deletes.getOrDefault(workflow, List.of()).stream()
            .filter(delete -> delete != entry && mayHaveHappened(delete))
            .anyMatch(delete -> delete.toldAt() >= entry.askedAt());
    Optional<Long> closing = Optional.ofNullable(closingAsked.get(workflow));
    boolean pruned =
        closing.filter(asked -> mayHavePruned(Old.WORKFLOWS, asked)).isPresent()
            && mayHavePruned(Old.WORKFLOWS, entry.askedAt());
    return deleted || pruned;
  }

  /** Whether a prune of that kind may have removed what was old at that time, or later. */
  boolean mayHavePruned(Old old, long since) {
    return mayHavePruned.getOrDefault(old, Long.MIN_VALUE) >= since;
  }

  /** Who was the first to have deleted what the operation wrote to that workflow. */
  Optional<Entry> deletedAfter(Entry entry, String workflow) {
    return deletes.getOrDefault(workflow, List.of()).stream()
        .filter(delete -> delete != entry && delete.done())
        .filter(delete -> delete.askedAt() > entry.toldAt())
        .min(Comparator.comparingLong(Entry::toldAt));
  }

  /** Whether it may have been removed between the two instants. */
  boolean mayHaveTakenBetween(String workflow, long begin, long end) {
    return (workflow.startsWith(NOUN) && mayHavePruned(Old.WORKFLOWS, begin))
        || deletes.getOrDefault(workflow, List.of()).stream()
            .filter(Sweeps::mayHaveHappened)
            .anyMatch(delete -> delete.toldAt() >= begin && delete.askedAt() <= end);
  }

  /**
   * Whether a prune that left nothing of that kind was asked when it had been so old for that long.
   */
  boolean hasPruned(Old old, long since, long slackNanos) {
    return hasPruned.getOrDefault(old, Long.MIN_VALUE) > saturated(since, slackNanos);
  }

  private static long saturated(long since, long slackNanos) {
    return since == Long.MAX_VALUE ? since : since + slackNanos;
  }

  /** When the last that concerns that workflow was told; later than everything if it never was. */
  long lastTold(String workflow) {
    return lastTold.getOrDefault(workflow, Long.MAX_VALUE);
  }
}
