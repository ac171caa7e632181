package io.perdure.bench.peers.jobrunr;

import io.perdure.bench.peers.Gate;
import java.time.Duration;
import java.util.List;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;

/** A server of JobRunr, whose workers stand before a gate. */
final class Server implements AutoCloseable {
  /** The smallest that it accepts. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Gate gate = new Gate();
  private final BackgroundJobServer server;

  Server(StorageProvider storage, JsonMapper mapper, int workers) {
    BackgroundJobServerConfiguration configuration =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andName("measured-by-" + workers)
            .andWorkerCount(workers)
            .andPollInterval(POLL)
            .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(Duration.ofMillis(500));
    server =
        new BackgroundJobServer(storage, mapper, new Activator(new Charger(gate)), configuration);
    ApplyStateFilter completed =
        (job, before, after) -> {
          if (after.getName() == StateName.SUCCEEDED) {
            gate.completed();
          }
        };
    server.setJobFilters(List.of(completed));
    server.start();
  }

  Gate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
    server.stop();
  }

  private record Activator(Charger charger) implements JobActivator {
    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(charger);
    }
  }
}
