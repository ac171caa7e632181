package io.perdure.bench.floors;

import io.perdure.bench.work.Database;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection for each caller. */
final class OwnDesks implements Way {
  /** What is around a job. */
  enum Around {
    TRANSACTION,
    /** The job is one statement, which is its own transaction. */
    NOTHING
  }

  private final Database database;
  private final Around around;
  private final Deque<Desk> free = new ArrayDeque<>();

  OwnDesks(Database database, Around around) {
    this.database = database;
    this.around = around;
  }

  @Override
  public <T> T run(Job<T> job) {
    Desk desk = take();
    try {
      if (around == Around.NOTHING) {
        return job.on(desk);
      }
      return inTransaction(desk, job);
    } catch (SQLException e) {
      throw new FloorException(e);
    } finally {
      give(desk);
    }
  }

  static <T> T inTransaction(Desk desk, Job<T> job) throws SQLException {
    desk.begin();
    try {
      T answer = job.on(desk);
      desk.commit();
      return answer;
    } catch (SQLException | RuntimeException e) {
      desk.rollback();
      throw e;
    }
  }

  private Desk take() {
    synchronized (free) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    return Desk.at(database);
  }

  private void give(Desk desk) {
    synchronized (free) {
      free.push(desk);
    }
  }

  @Override
  public void close() {
    free.forEach(Desk::close);
  }
}
