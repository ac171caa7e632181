package io.perdure.torture.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A process that knows nothing of stores and has the write lock of an SQLite file for a while. */
public final class LockProcess {
  private LockProcess() {}

  /** Takes the file and for how many milliseconds. */
  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 15000");
      statement.execute("begin immediate");
      Thread.sleep(Long.parseLong(args[1]));
      statement.execute("rollback");
    }
  }
}
