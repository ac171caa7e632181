package io.perdure.bench.peers.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** db-scheduler on one database: a scheduler for each operation, with a table of its own. */
final class DbScheduler implements Entrant {
  private static final int SPARE_CONNECTIONS = 4;
  private static final int MOST_WORKERS = 8;

  /** Timers that are due behind those that are fired, so that no poll finds nothing. */
  private static final int TIMERS_BEHIND = 1_000;

  private static final Duration LATER = Duration.ofDays(365);

  private final Database database;
  private final HikariDataSource pool;
  private final List<Schedulers> schedulers = new ArrayList<>();

  DbScheduler(Database database) {
    this.database = database;
    this.pool = Pools.of(database, MOST_WORKERS + SPARE_CONNECTIONS);
  }

  @Override
  public String name() {
    return "db-scheduler 16.12.0";
  }

  @Override
  public Optional<Operation> operation(Work work) {
    if (work instanceof Work.ClaimComplete claim) {
      return Optional.of(new Executions(next(claim.claimants()), claim.batch(), claim.waiting()));
    }
    if (work instanceof Work.DueFired fired) {
      return Optional.of(new Executions(next(MOST_WORKERS), fired.page(), TIMERS_BEHIND));
    }
    if (work instanceof Work.Schedule schedule) {
      return Optional.of(schedule(next(MOST_WORKERS), schedule.batch()));
    }
    return Optional.empty();
  }

  private Schedulers next(int workers) {
    Schedulers next =
        new Schedulers(database, pool, "scheduled_tasks_" + schedulers.size(), workers);
    schedulers.add(next);
    return next;
  }

  private static Operation schedule(Schedulers scheduler, int batch) {
    return new Called() {
      @Override
      public void prepare(int runs) {}

      @Override
      public void run() {
        scheduler.schedule(batch, Instant.now().plus(LATER));
      }
    };
  }

  @Override
  public String difference(Work work) {
    if (work instanceof Work.ClaimComplete) {
      return "more: runs its own workers, with heartbeats; less: claims ahead of them and completes one by one,"
          + " deletes what is done, and knows no fence, no hold and no dead letters";
    }
    if (work instanceof Work.DueFired) {
      return "less: fires one by one, in a transaction of each; by 8 workers where others have one caller";
    }
    if (work instanceof Work.Schedule) {
      return "a row for each timer by a batch of inserts, in a transaction only if the caller has one";
    }
    return "has no histories";
  }

  @Override
  public void close() {
    schedulers.forEach(Schedulers::close);
    pool.close();
  }
}
