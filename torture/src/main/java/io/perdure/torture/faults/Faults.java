package io.perdure.torture.faults;

import io.perdure.conformance.kit.Wire;
import io.perdure.torture.scenarios.Scenarios;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** The faults there are, and in which order they strike: rounds, each shuffled by the seed. */
public final class Faults {
  private static final List<Fault> ALL =
      List.of(
          new KillWorker(),
          new KillAll(),
          new KillAtStatement(),
          new Freeze(),
          new Interrupts(),
          new Clock(),
          new Hogged(),
          new LockHeld(),
          new ProcessCrash(),
          new KillServer(),
          new StopServer(),
          new CutAtCommit(Wire.Moment.BEFORE),
          new CutAtCommit(Wire.Moment.DURING),
          new CutAtCommit(Wire.Moment.AFTER),
          new CutAll());

  private final List<Fault> chosen;
  private final Random chance;
  private final Deque<Fault> round = new ArrayDeque<>();
  private int rounds;

  private Faults(List<Fault> chosen, Random chance) {
    this.chosen = chosen;
    this.chance = chance;
  }

  /**
   * Looks at names before anything is begun.
   *
   * @throws IllegalArgumentException if a name is of no fault, or of none for that database
   */
  public static void check(String backend, List<String> names) {
    for (String name : names) {
      Optional<Boolean> suits =
          ALL.stream()
              .filter(fault -> fault.name().equals(name))
              .map(fault -> fault.suits(backend))
              .findFirst()
              .or(
                  () ->
                      Scenarios.named(List.of(name)).stream()
                          .map(scenario -> scenario.suits(backend))
                          .findFirst());
      if (suits.isEmpty()) {
        throw new IllegalArgumentException(
            "no fault \"" + name + "\"; there are " + names() + ", " + Scenarios.names());
      }
      if (!suits.get()) {
        throw new IllegalArgumentException(name + " is not one for " + backend);
      }
    }
  }

  /** Those for that database that were named; all if none was. */
  public static Faults of(String backend, List<String> names, Random chance) {
    return new Faults(
        ALL.stream()
            .filter(fault -> fault.suits(backend))
            .filter(fault -> names.isEmpty() || names.contains(fault.name()))
            .collect(Collectors.toList()),
        chance);
  }

  /** How many there are. */
  public int size() {
    return chosen.size();
  }

  /** The names of all faults. */
  public static String names() {
    return ALL.stream().map(Fault::name).collect(Collectors.joining(", "));
  }

  /** The one that strikes next. */
  public Fault next() {
    while (round.isEmpty()) {
      List<Fault> next = new ArrayList<>(chosen);
      next.removeIf(fault -> rounds % fault.everyRounds() != 0);
      Collections.shuffle(next, chance);
      round.addAll(next);
      rounds++;
    }
    return round.remove();
  }
}
