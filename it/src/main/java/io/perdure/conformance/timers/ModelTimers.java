package io.perdure.conformance.timers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What timers should answer, as simply as it can be said. Time is counted in hours; timers are due
 * at half past, so that the seconds that a real store takes decide nothing.
 */
final class ModelTimers {
  private static final double HALF = 0.5;
  private static final double MOMENT = 1e-6;

  private final Map<String, Row> rows = new TreeMap<>();
  private final List<Claim> claims = new ArrayList<>();
  private double clock;

  private static final class Row {
    private final double fireAt;
    private double available;
    private @Nullable Integer claim;

    Row(double fireAt) {
      this.fireAt = fireAt;
      this.available = fireAt;
    }
  }

  /** What a claim took, by name, and when each was due. */
  private record Claim(Map<String, Double> taken) {}

  /** Does the step, and says what came of it. */
  String run(TimerStep step) {
    clock += MOMENT;
    String name = "t" + step.timer();
    return switch (step.kind()) {
      case SCHEDULE -> schedule(name, step.hours() + HALF);
      case CANCEL -> String.valueOf(rows.remove(name) != null);
      case CLAIM -> claim(step.timer() + 1, step.hours() + 1);
      case CLAIM_AGAIN -> again(step.claim(), step.timer() + 1, step.hours() + 1);
      case FIRED -> fired(step.claim());
      case DUE -> due(step.hours());
      case NEXT_DUE ->
          rows.values().stream()
              .map(row -> row.available)
              .min(Comparator.naturalOrder())
              .map(hours -> String.valueOf(Math.round(hours * 2)))
              .orElse("none");
      case CLOCK -> {
        clock += step.hours();
        yield "";
      }
    };
  }

  private String schedule(String name, double fireAt) {
    Row old = rows.get(name);
    if (old != null && old.fireAt == fireAt) {
      return "UNCHANGED";
    }
    rows.put(name, new Row(fireAt));
    return old == null ? "SCHEDULED" : "REPLACED";
  }

  private String claim(int limit, int hours) {
    claims.add(new Claim(new HashMap<>()));
    return take(claims.size() - 1, limit, hours);
  }

  private String take(int number, int limit, int hours) {
    List<String> free =
        rows.entrySet().stream()
            .filter(entry -> entry.getValue().available <= clock)
            .sorted(Comparator.comparingDouble(entry -> entry.getValue().available))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    claims.get(number).taken().clear();
    for (String name : free) {
      Row row = row(name);
      row.claim = number;
      row.available = clock + hours;
      claims.get(number).taken().put(name, row.fireAt);
    }
    return asDue(free);
  }

  private String again(int back, int limit, int hours) {
    if (claims.isEmpty()) {
      return "none";
    }
    int number = claims.size() - 1 - back % claims.size();
    List<String> held =
        rows.entrySet().stream()
            .filter(entry -> Integer.valueOf(number).equals(entry.getValue().claim))
            .map(Map.Entry::getKey)
            .toList();
    if (held.isEmpty()) {
      return take(number, limit, hours);
    }
    claims.get(number).taken().keySet().retainAll(held);
    held.forEach(name -> row(name).available = clock + hours);
    return asDue(held);
  }

  private String fired(int back) {
    if (claims.isEmpty()) {
      return "none";
    }
    int number = claims.size() - 1 - back % claims.size();
    List<String> answers = new ArrayList<>();
    for (Map.Entry<String, Double> taken : new TreeMap<>(claims.get(number).taken()).entrySet()) {
      Row row = rows.get(taken.getKey());
      boolean mine =
          row != null
              && Integer.valueOf(number).equals(row.claim)
              && row.fireAt == taken.getValue();
      if (mine) {
        rows.remove(taken.getKey());
      }
      answers.add(taken.getKey() + (mine ? " FIRED" : " LOST"));
    }
    return answers.toString();
  }

  private String due(int hours) {
    return asDue(
        rows.entrySet().stream()
            .filter(entry -> entry.getValue().fireAt <= hours)
            .map(Map.Entry::getKey)
            .toList());
  }

  private Row row(String name) {
    return Objects.requireNonNull(rows.get(name));
  }

  /** Names in the order of due, each with whether it is claimed. */
  private String asDue(List<String> names) {
    return names.stream()
        .sorted(
            Comparator.comparingDouble((String name) -> row(name).fireAt)
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> name + (row(name).claim == null ? "" : " claimed"))
        .toList()
        .toString();
  }
}
