package io.perdure.bench.peers.jobrunr;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.SelfDriven;
import io.perdure.bench.peers.Payloads;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.storage.sql.sqlite.SqLiteStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** The jobs of one database, and a server for each number of workers. */
final class Servers implements AutoCloseable {
  private static final int BYTES = 256;

  /** Its tools for tables need more than one connection, which is what others get on SQLite. */
  private static final int MIGRATING = 4;

  private final JacksonJsonMapper mapper = new JacksonJsonMapper();
  private final Database database;
  private final StorageProvider storage;
  private final JobRequestScheduler scheduler;
  private final Map<Integer, Server> servers = new HashMap<>();
  private final String payload = Payloads.json(BYTES);
  private int waiting;

  Servers(Database database, DataSource pool) {
    this.database = database;
    storage = storage(database.kind(), pool, DatabaseOptions.SKIP_CREATE);
    storage.setJobMapper(new JobMapper(mapper));
    scheduler = new JobRequestScheduler(storage);
  }

  static void migrate(Database database) {
    HikariConfig config = Pools.config(database);
    config.setMaximumPoolSize(MIGRATING);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      storage(database.kind(), pool, DatabaseOptions.CREATE).close();
    }
  }

  private static StorageProvider storage(
      Database.Kind kind, DataSource pool, DatabaseOptions tables) {
    return kind == Database.Kind.SQLITE
        ? new SqLiteStorageProvider(pool, tables)
        : new PostgresStorageProvider(pool, tables);
  }

  Operation operation(Work.ClaimComplete work) {
    return new SelfDriven() {
      private int prepared;

      @Override
      public void prepare(int runs) {
        prepared = runs * work.batch();
        int more = Math.max(0, work.waiting() - waiting);
        waiting += more;
        scheduler.enqueue(Stream.generate(() -> new Charge(payload)).limit(prepared + more));
        if (more > 0) {
          Pools.settle(database, "jobrunr_jobs");
        }
        server(work.claimants());
      }

      @Override
      public void runAll() {
        server(work.claimants()).gate().let(prepared);
      }
    };
  }

  private Server server(int workers) {
    return servers.computeIfAbsent(workers, count -> new Server(storage, mapper, count));
  }

  @Override
  public void close() {
    servers.values().forEach(Server::close);
    storage.close();
  }
}
