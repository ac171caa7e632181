package io.perdure.bench.profile;

import io.perdure.Perdure;
import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Crew;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.StatementCost;
import io.perdure.bench.places.StatementStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Profiles operations on one database, one after the other. */
public final class Profiling {
  private static final int SERVER_PART = 4;

  private final Optional<StatementStatistics> server;
  private final StatementNames names;

  /**
   * On that database.
   *
   * @param opened opens a store there, which tells what its statements are called; on a server only
   */
  public Profiling(Backend backend, Supplier<Perdure> opened) {
    this.server = backend.statistics();
    this.names = server.isPresent() ? StatementNames.of(opened) : StatementNames.NONE;
  }

  /**
   * Who is profiled.
   *
   * @param micros of a run, as measured: as long as a caller waits for it
   * @param pace how long it is profiled
   */
  public record Subject(String name, Called operation, double micros, Pace pace) {}

  /** Profiles each of them, apart from the server and then, for a shorter time, by the server. */
  public Explanation explain(List<Subject> subjects) throws IOException {
    List<Explanation.Column> columns = new ArrayList<>();
    String note = "";
    for (Subject subject : subjects) {
      JavaTime java = Recorder.profile(subject.operation(), subject.pace());
      List<StatementCost> statements = List.of();
      if (server.isPresent()) {
        Optional<String> failure = server.get().begin();
        note = failure.orElse("");
        statements =
            failure.isPresent()
                ? List.of()
                : served(server.get(), subject.operation(), subject.pace().dividedBy(SERVER_PART));
      }
      columns.add(new Explanation.Column(subject.name(), subject.micros(), java, statements));
    }
    return new Explanation(columns, note);
  }

  private List<StatementCost> served(StatementStatistics statistics, Called operation, Pace pace) {
    AtomicInteger runs = new AtomicInteger();
    List<StatementCost> costs;
    try (Crew crew = new Crew(pace.callers())) {
      pace.run(
          () -> {
            long took = crew.run(operation, pace.each(), statistics::mark);
            statistics.add();
            runs.addAndGet(pace.callers() * pace.each());
            return took;
          });
    } finally {
      costs = statistics.end();
    }
    return costs.stream()
        .map(cost -> cost.ofRuns(runs.get(), names.of(cost.text())))
        .sorted(
            Comparator.comparingDouble(
                    (StatementCost cost) -> cost.calls() * (cost.planned() + cost.executed()))
                .reversed()
                .thenComparing(StatementCost::text))
        .toList();
  }
}
