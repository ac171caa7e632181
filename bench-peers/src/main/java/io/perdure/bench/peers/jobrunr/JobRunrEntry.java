package io.perdure.bench.peers.jobrunr;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.Optional;

/** JobRunr can take part. */
public final class JobRunrEntry implements Entry {
  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return Optional.of(new JobRunr(database));
  }
}
