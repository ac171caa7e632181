package io.perdure.conformance.general;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Database;
import io.perdure.store.TransactionOptions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Changes rows behind the store's back, as a careless hand would. */
public final class Spoil {
  private static final Pattern TABLE = Pattern.compile("perdure_\\w+");

  private Spoil() {}

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
                    for (int i = 0; i < values.length; i++) {
                      statement.setObject(i + 1, values[i]);
                    }
                    return statement.executeUpdate();
                  }
                });
    if (changed == 0) {
      throw new AssertionError("nothing was spoiled by " + sql);
    }
  }
}
