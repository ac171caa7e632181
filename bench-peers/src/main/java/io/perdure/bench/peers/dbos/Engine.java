package io.perdure.bench.peers.dbos;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import io.perdure.bench.peers.Gate;
import io.perdure.bench.peers.PeerException;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** DBOS, launched for so many claimants. Between blocks its connections are withheld. */
final class Engine implements AutoCloseable {
  private static final int CONNECTIONS = 20;
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = 200_000;

  private static final String COPY =
      """
      insert into workflow_status
      select (jsonb_populate_record(w, jsonb_build_object('workflow_uuid', gen_random_uuid()::text,
        'status', 'ENQUEUED', 'created_at', w.created_at + i, 'started_at_epoch_ms', null,
        'executor_id', null, 'output', null, 'error', null, 'recovery_attempts', 0))).*
      from workflow_status w, generate_series(1, ?) i where w.workflow_uuid = ?
      """;

  private static final String UNENDED =
      "select count(*) from workflow_status where workflow_uuid = any(?) and status <> 'SUCCESS'";

  private final Database database;
  private final HikariDataSource pool;
  private final DBOS dbos;
  private final Queue queue;
  private final Gate gate = new Gate();
  private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
  private final Charges charges;
  private volatile Stepping stepping = Stepping.of(0);

  /**
   * Launches it.
   *
   * @param claimants how many of the queue; if none, it is left alone
   */
  Engine(Database database, int claimants) {
    this.database = database;
    HikariConfig config = Pools.config(database);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setAllowPoolSuspension(true);
    pool = new HikariDataSource(config);
    dbos =
        new DBOS(
            DBOSConfig.defaults("perdure-bench")
                .withDataSource(pool)
                .withDatabaseSchema(database.schema())
                .withAppVersion("1")
                .withExecutorId("bench-" + claimants));
    queue =
        new Queue("measured")
            .withWorkerConcurrency(Math.max(1, claimants))
            .withPollingInterval(POLL);
    if (claimants > 0) {
      dbos.registerQueue(queue);
    }
    charges =
        dbos.registerProxy(Charges.class, new ChargingWorkflows(dbos, gate, () -> stepping, ended));
    dbos.launch();
  }

  /** Starts a workflow for each of so many steps, and returns when all stand before the first. */
  void stand(int[] steps, String payload) {
    Stepping next = Stepping.of(steps.length);
    stepping = next;
    for (int each : steps) {
      dbos.startWorkflow(() -> charges.steps(each, payload));
    }
    next.awaitStanding();
  }

  /** Lets them run their steps, and returns when all are recorded. */
  void step() {
    stepping.run();
  }

  /** Enqueues so many tasks. */
  void enqueue(int tasks, String payload) {
    String first =
        dbos.startWorkflow(() -> charges.task(payload), new StartWorkflowOptions().withQueue(queue))
            .workflowId();
    try (Connection connection = database.connect();
        PreparedStatement copy = connection.prepareStatement(COPY)) {
      copy.setInt(1, tasks - 1);
      copy.setString(2, first);
      copy.executeUpdate();
    } catch (SQLException e) {
      throw new PeerException(e);
    }
  }

  /** Lets that many tasks through, and returns when they are recorded as ended. */
  void let(int tasks) {
    ended.clear();
    gate.let(tasks);
    long begun = System.nanoTime();
    try (Connection connection = database.connect();
        PreparedStatement look = connection.prepareStatement(UNENDED)) {
      Array ids = connection.createArrayOf("text", last().toArray());
      look.setArray(1, ids);
      while (unended(look)) {
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new PeerException("tasks are not recorded as ended after " + PATIENCE);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (SQLException e) {
      throw new PeerException(e);
    }
  }

  private List<String> last() {
    List<String> all = new ArrayList<>(ended);
    return all.subList(Math.max(0, all.size() - CONNECTIONS), all.size());
  }

  private static boolean unended(PreparedStatement look) throws SQLException {
    try (ResultSet row = look.executeQuery()) {
      row.next();
      return row.getInt(1) > 0;
    }
  }

  /** Lets it go on polling. */
  void resume() {
    pool.getHikariPoolMXBean().resumePool();
  }

  /** Keeps it from polling while others are measured. */
  void suspend() {
    pool.getHikariPoolMXBean().suspendPool();
  }

  @Override
  public void close() {
    resume();
    gate.close();
    dbos.close();
    pool.close();
  }
}
