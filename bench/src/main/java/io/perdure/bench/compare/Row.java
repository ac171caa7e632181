package io.perdure.bench.compare;

import io.perdure.bench.compare.Bar.Measure;
import io.perdure.bench.harness.Budget;
import io.perdure.bench.work.Database.Kind;
import io.perdure.bench.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * A work that all entrants are asked for, and what Perdure must reach in it.
 *
 * @param callers how many callers there are
 */
public record Row(String name, Work work, int callers, List<Bar> bars) {
  private static final int SMALL = 256;
  private static final int LARGE = 2048;
  private static final int MANY = 100;
  private static final int CALLERS = 16;
  private static final List<Bar> QUEUE = List.of(new Bar(Measure.OF_BEST, 0.9));

  /** All rows on that database. */
  public static List<Row> all(Kind kind, Profile profile) {
    List<Row> rows = new ArrayList<>();
    for (int bytes : new int[] {SMALL, LARGE}) {
      rows.add(append(kind, 1, bytes, 1));
      rows.add(append(kind, MANY, bytes, 1));
      rows.add(append(kind, 1, bytes, CALLERS));
      rows.add(
          new Row(
              "read %,d events of %s".formatted(profile.history(), size(bytes)),
              new Work.Read(profile.history(), bytes),
              1,
              List.of(new Bar(Measure.OF_BEST, 0.9))));
    }
    for (int claimants : new int[] {1, 8}) {
      for (int batch : new int[] {1, 50}) {
        rows.add(
            new Row(
                "claim %d and complete; %s, %,d waiting"
                    .formatted(
                        batch,
                        claimants == 1 ? "1 claimant" : claimants + " claimants",
                        profile.waiting()),
                new Work.ClaimComplete(batch, claimants, profile.waiting()),
                claimants,
                QUEUE));
      }
    }
    rows.add(new Row("schedule 1 timer", new Work.Schedule(1), 1, QUEUE));
    rows.add(new Row("schedule 100 timers", new Work.Schedule(MANY), 1, QUEUE));
    rows.add(new Row("due and fired, pages of 100", new Work.DueFired(MANY), 1, QUEUE));
    return rows;
  }

  /** How long it is measured. */
  Budget budget(Profile profile) {
    boolean watched = bars.stream().anyMatch(bar -> bar.measure() == Measure.FAIRNESS);
    return watched ? profile.budget() : profile.budget().unwatched();
  }

  /** Appends of one small event by so many callers, without a bar. */
  static Row append(int callers) {
    return new Row(name(1, SMALL, callers), new Work.Append(1, SMALL, callers), callers, List.of());
  }

  private static Row append(Kind kind, int events, int bytes, int callers) {
    List<Bar> bars = new ArrayList<>();
    bars.add(new Bar(Measure.OF_BEST, 0.95));
    if (callers > 1) {
      if (kind == Kind.SQLITE) {
        bars.add(new Bar(Measure.OF_NAIVE, 2.5));
      }
      bars.add(new Bar(Measure.FAIRNESS, 0.8));
    }
    Work work = new Work.Append(events, bytes, callers);
    return new Row(name(events, bytes, callers), work, callers, bars);
  }

  private static String name(int events, int bytes, int callers) {
    return "append %s of %s; %s"
        .formatted(
            events == 1 ? "1 event" : events + " events",
            size(bytes),
            callers == 1 ? "1 caller" : callers + " callers");
  }

  private static String size(int bytes) {
    return bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB";
  }
}
