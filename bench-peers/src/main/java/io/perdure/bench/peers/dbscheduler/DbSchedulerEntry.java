package io.perdure.bench.peers.dbscheduler;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.Optional;

/** db-scheduler can take part. */
public final class DbSchedulerEntry implements Entry {
  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return Optional.of(new DbScheduler(database));
  }
}
