package io.perdure.bench.floors;

import java.sql.SQLException;

/** One connection under a mutex. */
final class OneDesk implements Way {
  private final Desk desk;

  OneDesk(Desk desk) {
    this.desk = desk;
  }

  @Override
  public synchronized <T> T run(Job<T> job) {
    try {
      return OwnDesks.inTransaction(desk, job);
    } catch (SQLException e) {
      throw new FloorException(e);
    }
  }

  @Override
  public void close() {
    desk.close();
  }
}
