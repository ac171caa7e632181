package io.perdure.store.jooq.tasks;

import io.perdure.store.Term;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.tasks.ManyColumns.Claim;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prolongs claims that are not lost: signs of life of who holds them. */
record Prolonging(Session session, String namespace, Term term) {
  /** The tasks with their new expiry, in the order given; empty where the claim was lost. */
  List<Optional<ClaimedTask>> prolong(List<ClaimedTask> tasks) {
    Map<Claim, Instant> expiries = expiries(tasks.stream().map(Claim::of).distinct().toList());
    return tasks.stream()
        .map(
            task ->
                Optional.ofNullable(expiries.get(Claim.of(task)))
                    .map(expiry -> prolonged(task, expiry)))
        .toList();
  }

  private Map<Claim, Instant> expiries(List<Claim> claims) {
    Map<Claim, Instant> expiries = new HashMap<>();
    SettleSql.HEARTBEAT
        .run(
            session,
            bound -> bound.set("ns", namespace).set("duration", term.length().toNanos()).clock(),
            TaskName.ordered(claims, Claim::name),
            row -> Map.entry(Claim.of(row), InstantNanos.toInstant(row.getLong(4))))
        .forEach(kept -> expiries.put(kept.getKey(), kept.getValue()));
    return expiries;
  }

  private ClaimedTask prolonged(ClaimedTask task, Instant expiry) {
    return new ClaimedTask(
        task.key(),
        task.scope(),
        task.payload(),
        task.attempt(),
        task.deliveries(),
        task.token(),
        expiry,
        term);
  }
}
