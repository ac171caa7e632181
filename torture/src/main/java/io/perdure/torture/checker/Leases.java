package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Leases: a fence is given to one owner, only grows, and of what was written under fences nothing
 * stands behind what was written under a later one.
 */
final class Leases implements RoomCheck {
  private static final String GROWS = "fences only grow";

  private final StoreReader store;
  private final Books books;
  private final Histories histories;
  private final Findings findings;

  Leases(StoreReader store, Books books, Histories histories, Findings findings) {
    this.store = store;
    this.books = books;
    this.histories = histories;
    this.findings = findings;
  }

  /** That the operation was given that fence, for that owner. */
  private record Grant(Entry entry, String owner, long fence) {}

  @Override
  public void look() {
    Map<String, List<Grant>> grants = new TreeMap<>();
    for (Entry entry : books.entries()) {
      Effect effect = entry.op().effects().get(0);
      Optional<String> fact = entry.fact(0).filter(told -> told.matches("\\d+"));
      if (fact.isPresent() && effect instanceof Effect.Acquire acquire) {
        add(grants, acquire.resource(), new Grant(entry, acquire.owner(), number(fact)));
      } else if (fact.isPresent() && effect instanceof Effect.TakeOver take) {
        add(grants, take.resource(), new Grant(entry, take.owner(), number(fact)));
      }
    }
    findings.count("leases", grants.size());
    grants.forEach(this::look);
  }

  private static void add(Map<String, List<Grant>> grants, String resource, Grant grant) {
    grants.computeIfAbsent(resource, key -> new ArrayList<>()).add(grant);
  }

  private static long number(Optional<String> fact) {
    return Long.parseLong(fact.orElseThrow());
  }

  private void look(String resource, List<Grant> grants) {
    Map<Long, Grant> byFence = new HashMap<>();
    for (Grant grant : grants) {
      Grant other = byFence.putIfAbsent(grant.fence(), grant);
      findings.violatedUnless(
          other == null || other.owner().equals(grant.owner()),
          "a fence is given to one owner",
          grant.entry(),
          "fence " + grant.fence() + " for " + grant.owner() + " alone",
          "also given by " + other);
    }
    inTheOrderOfTime(grants);
    long now = store.leases().find(resource).fence();
    for (Grant grant : grants) {
      findings.violatedUnless(
          now >= grant.fence(), GROWS, grant.entry(), "at least " + grant.fence(), now);
    }
    inTheOrderOfTheHistory(resource);
  }

  /** What was told before another was asked has no higher fence. */
  private void inTheOrderOfTime(List<Grant> grants) {
    List<Grant> byAsked = new ArrayList<>(grants);
    byAsked.sort(Comparator.comparingLong(grant -> grant.entry().askedAt()));
    List<Grant> byTold = new ArrayList<>(grants);
    byTold.sort(Comparator.comparingLong(grant -> grant.entry().toldAt()));
    int told = 0;
    long highest = 0;
    for (Grant grant : byAsked) {
      while (told < byTold.size() && byTold.get(told).entry().toldAt() < grant.entry().askedAt()) {
        highest = Math.max(highest, byTold.get(told).fence());
        told++;
      }
      findings.violatedUnless(
          grant.fence() >= highest, GROWS, grant.entry(), "at least " + highest, grant.fence());
    }
  }

  private void inTheOrderOfTheHistory(String resource) {
    long highest = 0;
    for (String writer : histories.writers(resource)) {
      Optional<Entry> entry = books.find(writer);
      for (Effect effect : entry.map(known -> known.op().effects()).orElse(List.of())) {
        if (effect instanceof Effect.Fenced fenced) {
          findings.violatedUnless(
              fenced.fence() >= highest,
              "nothing is written under an older fence than what stands before it",
              entry.orElseThrow(),
              "at least " + highest,
              fenced.fence());
          highest = Math.max(highest, fenced.fence());
        }
      }
    }
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    return Optional.empty();
  }
}
