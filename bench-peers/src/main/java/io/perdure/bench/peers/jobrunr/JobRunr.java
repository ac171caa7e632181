package io.perdure.bench.peers.jobrunr;

import com.zaxxer.hikari.HikariDataSource;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Work;
import java.util.Optional;

/** JobRunr on one database: its jobs are in one table, so that works share what waits in it. */
final class JobRunr implements Entrant {
  private static final int CONNECTIONS = 16;

  private final HikariDataSource pool;
  private final Servers servers;

  JobRunr(Database database) {
    Servers.migrate(database);
    pool = Pools.of(database, CONNECTIONS);
    servers = new Servers(database, pool);
  }

  @Override
  public String name() {
    return "JobRunr 8.7.0";
  }

  @Override
  public Optional<Operation> operation(Work work) {
    return work instanceof Work.ClaimComplete claim
        ? Optional.of(servers.operation(claim))
        : Optional.empty();
  }

  @Override
  public String difference(Work work) {
    if (work instanceof Work.ClaimComplete) {
      return "more: runs its own workers, and keeps each job as JSON with the history of its states; less: completes one"
          + " by one, guarded by a version; no fence, no hold; its claims are those of one server";
    }
    if (work instanceof Work.DueFired || work instanceof Work.Schedule) {
      return "left out: what is scheduled is only enqueued by a poll every 5 s at best, which is what the time would be"
          + " of";
    }
    return "has no histories";
  }

  @Override
  public void close() {
    servers.close();
    pool.close();
  }
}
