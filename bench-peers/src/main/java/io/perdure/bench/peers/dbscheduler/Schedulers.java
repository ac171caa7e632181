package io.perdure.bench.peers.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.perdure.bench.peers.Gate;
import io.perdure.bench.peers.Payloads;
import io.perdure.bench.peers.PeerException;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A scheduler with a table of its own, whose executions stand before a gate. */
final class Schedulers implements AutoCloseable {
  private static final int BYTES = 256;
  private static final int MOST = 1_000;
  private static final double FETCH_BELOW = 2;
  private static final double FETCH_UP_TO = 6;

  private static final String TABLE =
      """
      create table %1$s (task_name text not null, task_instance text not null, task_data %2$s,
        execution_time %3$s, picked boolean not null, picked_by text, last_success %3$s, last_failure %3$s,
        consecutive_failures int, last_heartbeat %3$s, version bigint not null, priority smallint, state text,
        primary key (task_name, task_instance))
      """;

  private final Database database;
  private final String table;
  private final Gate gate = new Gate();
  private final OneTimeTask<byte[]> task;
  private final Scheduler scheduler;
  private final byte[] payload = Payloads.bytes(BYTES);
  private long made;

  Schedulers(Database database, DataSource pool, String table, int workers) {
    this.database = database;
    this.table = table;
    boolean postgres = database.kind() == Database.Kind.POSTGRES;
    create(pool, table, postgres);
    task = Tasks.oneTime("measured", byte[].class).execute((instance, context) -> gate.pass());
    SchedulerBuilder builder =
        Scheduler.create(pool, task)
            .tableName(table)
            .threads(workers)
            .enableImmediateExecution()
            .serializer(new Untouched())
            .shutdownMaxWait(Duration.ofSeconds(1))
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onExecutionComplete(ExecutionComplete execution) {
                    gate.completed();
                  }
                });
    scheduler =
        (postgres
                ? builder.pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                : builder.pollUsingFetch(FETCH_BELOW, FETCH_UP_TO))
            .build();
  }

  private static void create(DataSource pool, String table, boolean postgres) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      String time = postgres ? "timestamp with time zone" : "timestamp";
      statement.execute(TABLE.formatted(table, postgres ? "bytea" : "blob", time));
      statement.execute("create index %1$s_due on %1$s (execution_time)".formatted(table));
      statement.execute("create index %1$s_heartbeat on %1$s (last_heartbeat)".formatted(table));
    } catch (SQLException e) {
      throw new PeerException(e);
    }
  }

  void schedule(int executions, Instant at) {
    List<TaskInstance<?>> batch = new ArrayList<>();
    for (int i = 1; i <= executions; i++) {
      made++;
      batch.add(task.instance("task-" + made, payload));
      if (i % MOST == 0 || i == executions) {
        scheduler.scheduleBatch(batch, at);
        batch.clear();
      }
    }
  }

  /** After it was filled. */
  void settle() {
    Pools.settle(database, table);
  }

  void start() {
    scheduler.start();
  }

  Gate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.close();
    scheduler.stop();
  }

  /** Bytes as they are. */
  private static final class Untouched implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return (byte[]) data;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] serialized) {
      return type.cast(serialized);
    }
  }
}
