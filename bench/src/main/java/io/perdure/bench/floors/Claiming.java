package io.perdure.bench.floors;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.Stock;
import io.perdure.bench.tasks.Names;
import io.perdure.bench.work.Database.Kind;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Claims tasks and completes them by hand. Thread-safe. */
final class Claiming implements Called {
  private static final long LEASE = Duration.ofMinutes(10).toNanos();

  private final Floor.Style style;
  private final boolean postgres;
  private final Way way;
  private final Stock stock;
  private final int batch;
  private final String free;
  private final String claimOne;
  private final String claimAll;
  private final String completeOne;
  private final String completeAll;

  Claiming(Floor.Style style, Kind kind, Ways ways, Stock stock, int batch) {
    this.style = style;
    this.postgres = kind == Kind.POSTGRES;
    this.way = postgres && style == Floor.Style.BEST ? ways.statements() : ways.transactions();
    this.stock = stock;
    this.batch = batch;
    TaskSql sql = new TaskSql(kind);
    this.free = sql.free(batch);
    this.claimOne = sql.claimOne();
    this.claimAll = sql.claimAll(batch);
    this.completeOne = sql.completeOne();
    this.completeAll = sql.completeAll();
  }

  /** A task as it is handed out. */
  private record Task(
      String workflow,
      String key,
      String queue,
      String node,
      long dueAt,
      long availableAt,
      long attempt,
      long deliveries,
      Payload payload) {
    static Task of(ResultSet row, int first) throws SQLException {
      return new Task(
          row.getString(first),
          row.getString(first + 1),
          row.getString(first + 2),
          row.getString(first + 3),
          row.getLong(first + 4),
          row.getLong(first + 5),
          row.getLong(first + 6),
          row.getLong(first + 7),
          new Payload(Bytes.copyOf(row.getBytes(first + 9)), row.getString(first + 8)));
    }
  }

  @Override
  public void prepare(int runs) {
    stock.tasks(runs * batch);
  }

  @Override
  public void run() {
    String claim = UUID.randomUUID().toString().replace("-", "");
    List<Task> tasks =
        way.run(desk -> style == Floor.Style.BEST ? claimAll(desk, claim) : claim(desk, claim));
    if (tasks.size() != batch) {
      throw new FloorException("claimed " + tasks.size() + " tasks of " + batch);
    }
    int completed =
        way.run(
            desk ->
                postgres && style == Floor.Style.BEST && batch > 1
                    ? completeAll(desk, tasks, claim)
                    : complete(desk, tasks, claim));
    if (completed != batch) {
      throw new FloorException("completed " + completed + " tasks of " + batch);
    }
  }

  private List<Task> claim(Desk desk, String claim) throws SQLException {
    List<Task> tasks = new ArrayList<>();
    Binding look = new Binding(desk.prepare(free)).add(Stock.NAMESPACE).add(Names.QUEUE);
    try (ResultSet row = clock(look).done().executeQuery()) {
      while (row.next()) {
        tasks.add(Task.of(row, 2));
      }
    }
    PreparedStatement update = desk.prepare(claimOne);
    for (Task task : tasks) {
      clock(clock(new Binding(update).add(claim)))
          .add(LEASE)
          .add(Stock.NAMESPACE)
          .add(task.workflow())
          .add(task.key());
      run(update);
    }
    count(update);
    return tasks;
  }

  private List<Task> claimAll(Desk desk, String claim) throws SQLException {
    List<Task> tasks = new ArrayList<>(batch);
    Binding all = clock(clock(new Binding(desk.prepare(claimAll)).add(claim))).add(LEASE);
    clock(all.add(Stock.NAMESPACE).add(Names.QUEUE));
    try (ResultSet row = all.done().executeQuery()) {
      while (row.next()) {
        tasks.add(Task.of(row, 1));
      }
    }
    return tasks;
  }

  private int complete(Desk desk, List<Task> tasks, String claim) throws SQLException {
    PreparedStatement update = desk.prepare(completeOne);
    int completed = 0;
    for (Task task : tasks) {
      clock(new Binding(update))
          .add(Stock.NAMESPACE)
          .add(task.workflow())
          .add(task.key())
          .add(claim);
      completed += run(update);
    }
    return completed + count(update);
  }

  private int completeAll(Desk desk, List<Task> tasks, String claim) throws SQLException {
    Object[] workflows = tasks.stream().map(Task::workflow).toArray();
    Object[] keys = tasks.stream().map(Task::key).toArray();
    return new Binding(desk.prepare(completeAll))
        .add(desk.array("text", workflows))
        .add(desk.array("text", keys))
        .add(Stock.NAMESPACE)
        .add(claim)
        .done()
        .executeUpdate();
  }

  private Binding clock(Binding binding) throws SQLException {
    return postgres ? binding : binding.add(Clock.now());
  }

  /** Runs the statement for one row, or puts that off; answers the rows changed so far. */
  private int run(PreparedStatement statement) throws SQLException {
    if (batch > 1 && style != Floor.Style.NAIVE) {
      statement.addBatch();
      return 0;
    }
    return statement.executeUpdate();
  }

  /** Runs what was put off. */
  private int count(PreparedStatement statement) throws SQLException {
    int changed = 0;
    if (batch > 1 && style != Floor.Style.NAIVE) {
      for (int rows : statement.executeBatch()) {
        changed += rows;
      }
    }
    return changed;
  }
}
