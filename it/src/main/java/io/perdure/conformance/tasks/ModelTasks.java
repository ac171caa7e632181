package io.perdure.conformance.tasks;

import io.perdure.store.tasks.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tasks should answer, as simply as it can be said. Time is counted in hours; tasks are due at
 * half past, so that the seconds that a real store takes decide nothing.
 */
final class ModelTasks {
  private static final double HALF = 0.5;
  private static final double MOMENT = 1e-6;

  private final Map<String, Row> rows = new TreeMap<>();
  private final List<List<String>> claims = new ArrayList<>();
  private final Set<String> held = new HashSet<>();
  private double clock;
  private int enqueued;

  private static final class Row {
    private final String key;
    private final String workflow;
    private final boolean pinned;
    private final boolean other;
    private final int position;
    private TaskState state = TaskState.PENDING;
    private double due;
    private double available;
    private double claimedAt;
    private long attempt = 1;
    private long deliveries;

    /** Whose it is, or was when it ended. */
    private @Nullable Integer claim;

    Row(TaskStep step, boolean other, int position) {
      this.key = step.key();
      this.workflow = step.workflow();
      this.pinned = step.pinned();
      this.other = other;
      this.position = position;
    }

    private void pending(double from) {
      state = TaskState.PENDING;
      due = from;
      available = from;
      claim = null;
    }

    private boolean of(int number) {
      return Integer.valueOf(number).equals(claim);
    }
  }

  /** Does the step, and says what came of it. */
  String run(TaskStep step) {
    clock += MOMENT;
    double due = step.hours() + HALF;
    return switch (step.kind()) {
      case ENQUEUE -> enqueue(step, false, due);
      case ENQUEUE_OTHER -> enqueue(step, true, due);
      case RECOVER -> recover(step, due);
      case CLAIM -> {
        claims.add(List.of());
        yield claim(claims.size() - 1, step);
      }
      case CLAIM_AGAIN -> claims.isEmpty() ? "none" : again(number(step), step);
      case HEARTBEAT -> claims.isEmpty() ? "none" : heartbeat(number(step), step.hours() + 1);
      case COMPLETE, RETRY, FAIL, ABANDON ->
          claims.isEmpty() ? "none" : settle(number(step), step.kind(), due);
      case CANCEL_ALL -> cancelAll(step.workflow());
      case HOLD -> String.valueOf(held.add(step.workflow()));
      case RELEASE -> String.valueOf(held.remove(step.workflow()));
      case REARM -> rearm(due, step.task() + 1);
      case REQUEUE -> requeue(step.key());
      case LIST -> list(step.workflow());
      case UNSETTLED ->
          rows.values().stream()
              .filter(row -> !row.state.ended())
              .map(row -> row.workflow)
              .distinct()
              .sorted()
              .toList()
              .toString();
      case AWAIT -> String.valueOf(!free(false).isEmpty());
      case CLOCK -> {
        clock += step.hours();
        yield "";
      }
    };
  }

  private int number(TaskStep step) {
    return claims.size() - 1 - step.claim() % claims.size();
  }

  private String enqueue(TaskStep step, boolean other, double due) {
    Row known = rows.get(step.key());
    if (known != null) {
      return known.other == other ? "KNOWN" : "conflict";
    }
    Row row = new Row(step, other, enqueued++);
    row.pending(due);
    rows.put(row.key, row);
    return "ENQUEUED";
  }

  private String recover(TaskStep step, double due) {
    Row known = rows.get(step.key());
    if (known == null) {
      return enqueue(step, false, due);
    }
    if (known.other) {
      return "conflict";
    }
    known.pending(due);
    known.deliveries = 0;
    return "RETURNED";
  }

  private List<Row> free(boolean onNode) {
    return rows.values().stream()
        .filter(row -> !row.state.ended() && row.available <= clock)
        .filter(row -> !held.contains(row.workflow) && (onNode || !row.pinned))
        .sorted(Comparator.<Row>comparingDouble(row -> row.available).thenComparing(POSITION))
        .toList();
  }

  private static final Comparator<Row> POSITION = Comparator.comparingInt(row -> row.position);

  private String claim(int number, TaskStep step) {
    List<Row> handedOut = new ArrayList<>();
    while (true) {
      List<Row> first = free(step.onNode()).stream().limit(step.task() + 1L).toList();
      for (Row row : first) {
        if (row.deliveries >= TaskStep.MAX_DELIVERIES) {
          row.state = TaskState.FAILED;
          row.claim = null;
        } else {
          row.state = TaskState.CLAIMED;
          row.claim = number;
          row.claimedAt = clock;
          row.available = clock + step.hours() + 1;
          row.deliveries++;
          handedOut.add(row);
        }
      }
      if (first.isEmpty() || !handedOut.isEmpty()) {
        return taken(number, handedOut);
      }
    }
  }

  private String again(int number, TaskStep step) {
    List<Row> mine =
        rows.values().stream()
            .filter(row -> row.state == TaskState.CLAIMED && row.of(number))
            .toList();
    if (mine.isEmpty()) {
      return claim(number, step);
    }
    mine.forEach(row -> row.available = clock + step.hours() + 1);
    return taken(number, mine);
  }

  private String taken(int number, List<Row> taken) {
    claims.set(number, taken.stream().map(row -> row.key).sorted().toList());
    return taken.stream()
        .sorted(Comparator.<Row>comparingDouble(row -> row.due).thenComparing(POSITION))
        .map(row -> row.key + " " + row.attempt + " " + row.deliveries)
        .toList()
        .toString();
  }

  private Stream<Row> claimed(int number) {
    return claims.get(number).stream().map(key -> Objects.requireNonNull(rows.get(key)));
  }

  private String heartbeat(int number, int hours) {
    return claimed(number)
        .map(
            row -> {
              boolean mine = row.state == TaskState.CLAIMED && row.of(number);
              if (mine) {
                row.available = clock + hours;
              }
              return row.key + " " + mine;
            })
        .toList()
        .toString();
  }

  private String settle(int number, TaskStep.Kind kind, double due) {
    return claimed(number)
        .map(row -> row.key + " " + settle(row, number, kind, due))
        .toList()
        .toString();
  }

  private static String settle(Row row, int number, TaskStep.Kind kind, double due) {
    TaskState end = kind == TaskStep.Kind.COMPLETE ? TaskState.DONE : TaskState.FAILED;
    boolean ends = kind == TaskStep.Kind.COMPLETE || kind == TaskStep.Kind.FAIL;
    if (!row.of(number) || row.state != TaskState.CLAIMED) {
      return ends && row.of(number) && row.state == end ? "ALREADY" : "LOST";
    }
    if (ends) {
      row.state = end;
    } else {
      row.attempt += kind == TaskStep.Kind.RETRY ? 1 : 0;
      row.pending(kind == TaskStep.Kind.RETRY ? due : row.due);
    }
    return "SETTLED";
  }

  private String cancelAll(String workflow) {
    List<String> cancelled = new ArrayList<>();
    for (Row row : rows.values()) {
      if (row.workflow.equals(workflow) && !row.state.ended()) {
        row.state = TaskState.CANCELLED;
        row.claim = null;
        cancelled.add(row.key);
      }
    }
    return cancelled.toString();
  }

  private String rearm(double before, int limit) {
    List<Row> stale =
        rows.values().stream()
            .filter(row -> row.state == TaskState.CLAIMED && row.claimedAt < before)
            .sorted(
                Comparator.<Row>comparingDouble(row -> row.claimedAt)
                    .thenComparing(row -> row.workflow)
                    .thenComparing(row -> row.key))
            .limit(limit)
            .toList();
    stale.forEach(row -> row.pending(before));
    return stale.stream().map(row -> row.key).toList().toString();
  }

  private String requeue(String key) {
    Row row = rows.get(key);
    if (row == null || row.state != TaskState.FAILED) {
      return "false";
    }
    row.pending(clock);
    row.deliveries = 0;
    return "true";
  }

  private String list(String workflow) {
    return rows.values().stream()
        .filter(row -> row.workflow.equals(workflow))
        .map(
            row ->
                "%s %s %d %d %d"
                    .formatted(
                        row.key, row.state, row.attempt, row.deliveries, Math.round(row.due * 2)))
        .toList()
        .toString();
  }
}
