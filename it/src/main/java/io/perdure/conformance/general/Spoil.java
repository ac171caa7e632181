package io.perdure.conformance.general;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Database;
import io.perdure.store.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Changes rows behind the store's back, as a careless hand would. */
public final class Spoil {
  private static final Pattern TABLE = Pattern.compile("perdure_\\w+");

  private Spoil() {}

  /**
   * As {@link #rows}, where that constraint of the table stands in the way: a faulty disk does not
   * ask for it either. On a server the table is without it from then on.
   */
  public static void unchecked(
      Database database, String table, String constraint, String sql, Object... values)
      throws SQLException {
    boolean server = database.backend().capabilities().contains(Capability.SERVER);
    if (server) {
      String drop = "alter table perdure." + table + " drop constraint if exists " + constraint;
      database
          .store()
          .<Boolean, SQLException>transact(
              TransactionOptions.defaults().withConnection(),
              tx -> {
                try (Statement statement = tx.connection().createStatement()) {
                  return statement.execute(drop);
                }
              });
      rows(database, sql, values);
      return;
    }
    try (Connection connection = database.connect();
        Statement checks = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      checks.execute("pragma ignore_check_constraints = on");
      try {
        changed(sql, run(statement, values));
      } finally {
        checks.execute("pragma ignore_check_constraints = off");
      }
    }
  }

  /**
   * Runs a statement with those values; tables are named as in the changelog.
   *
   * @throws AssertionError if it changed nothing
   */
  public static void rows(Database database, String sql, Object... values) throws SQLException {
    boolean server = database.backend().capabilities().contains(Capability.SERVER);
    String qualified = server ? TABLE.matcher(sql).replaceAll("perdure.$0") : sql;
    int changed =
        database
            .store()
            .<Integer, SQLException>transact(
                TransactionOptions.defaults().withConnection(),
                tx -> {
                  try (PreparedStatement statement = tx.connection().prepareStatement(qualified)) {
                    return run(statement, values);
                  }
                });
    changed(sql, changed);
  }

  private static int run(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  private static void changed(String sql, int rows) {
    if (rows == 0) {
      throw new AssertionError("nothing was spoiled by " + sql);
    }
  }
}
