package io.perdure.store.jooq.tasks;

import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a claimed task.
 *
 * @param due when it is to be attempted next; none if no further attempt is meant
 */
record Settling(
    ManyColumns.Claim claim, TaskState state, Optional<Due> due, @Nullable String reason) {
  static Settling of(Settlement settlement) {
    ManyColumns.Claim claim = ManyColumns.Claim.of(settlement.task());
    Outcome outcome = settlement.outcome();
    if (outcome instanceof Outcome.Retry retry) {
      return new Settling(claim, TaskState.PENDING, Optional.of(retry.due()), null);
    }
    if (outcome instanceof Outcome.Failed failed) {
      return new Settling(claim, TaskState.FAILED, Optional.empty(), failed.reason());
    }
    return new Settling(
        claim,
        outcome == Outcome.Simple.COMPLETED ? TaskState.DONE : TaskState.PENDING,
        Optional.empty(),
        null);
  }

  /** What the row of a task says that this has ended. */
  private Ended ended() {
    return new Ended(claim, state.name(), reason == null ? "" : reason);
  }

  /** A task that a claim has ended. */
  private record Ended(ManyColumns.Claim claim, String state, String reason) {}

  /** Settles many. */
  record Run(Session session, String namespace) {
    List<Settled> settle(List<Settling> wanted) {
      Map<ManyColumns.Claim, Settling> firsts = new LinkedHashMap<>();
      wanted.forEach(settling -> firsts.putIfAbsent(settling.claim(), settling));
      Set<Settling> settled = settled(List.copyOf(firsts.values()));
      Set<Ended> before =
          before(
              wanted.stream()
                  .filter(settling -> !settled.contains(settling) && settling.state().ended())
                  .toList());
      List<Settled> answers = new ArrayList<>(wanted.size());
      Set<Settling> told = new HashSet<>();
      for (Settling settling : wanted) {
        if (settled.contains(settling) && told.add(settling)) {
          answers.add(Settled.SETTLED);
        } else if (before.contains(settling.ended())
            || (settled.contains(settling) && settling.state().ended())) {
          answers.add(Settled.ALREADY);
        } else {
          answers.add(Settled.LOST);
        }
      }
      return answers;
    }

    private Set<Settling> settled(List<Settling> firsts) {
      boolean allEnd = firsts.stream().allMatch(settling -> settling.state().ended());
      return new HashSet<>(
          (allEnd ? SettleSql.END : SettleSql.SETTLE)
              .changed(
                  session,
                  bound -> bound.set("ns", namespace).clock(),
                  TaskName.ordered(firsts, settling -> settling.claim().name()),
                  ManyColumns.Claim::of,
                  Settling::claim));
    }

    private Set<Ended> before(List<Settling> others) {
      return new HashSet<>(
          SettleSql.SETTLED_BEFORE.run(
              session,
              bound -> bound.set("ns", namespace),
              others,
              row -> {
                String reason = row.getString(5);
                return new Ended(
                    ManyColumns.Claim.of(row), row.getString(4), reason == null ? "" : reason);
              }));
    }
  }
}
