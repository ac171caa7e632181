package io.perdure.conformance.general;

import io.perdure.conformance.kit.Beside;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A role on a server whose password is a secret; closing drops it.
 *
 * @param administrator connects to the same database as somebody who may make roles
 */
record SecretRole(String administrator, String name) implements AutoCloseable {
  static final String PASSWORD = "SECRETpassword";

  /** Makes it. */
  static SecretRole on(String url) throws SQLException {
    SecretRole role = new SecretRole(url, "perdure_secret_" + ProcessHandle.current().pid());
    role.sql("create role " + role.name() + " superuser login password '" + PASSWORD + "'");
    return role;
  }

  /** The URL with the name and the password. */
  String url() {
    return plainUrl() + "?user=" + name + "&password=" + PASSWORD;
  }

  /** The URL without who connects. */
  String plainUrl() {
    return administrator.replaceAll("\\?.*", "");
  }

  /** With the password, and each wrong in another way. */
  List<String> wrongUrls() {
    return List.of(
        "jdbc:mysql://localhost/x?password=" + PASSWORD,
        "jdbc:postgresql://localhost:port/x?password=" + PASSWORD,
        "jdbc:postgresql://localhost:1/x?user=u&password=" + PASSWORD,
        "jdbc:postgresql://u:" + PASSWORD + "@localhost:1/x",
        url() + "&sslmode=nonsense",
        url() + "&loginTimeout=nonsense",
        url() + "&prepareThreshold=nonsense",
        url().replace("?", "_none?"),
        url() + "wrong");
  }

  @Override
  public void close() throws SQLException {
    sql("reassign owned by " + name + " to current_user");
    sql("drop owned by " + name);
    sql("drop role " + name);
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(administrator);
    Beside.execute(connection, "set default_transaction_read_only = off");
    return connection;
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = connect()) {
      Beside.execute(connection, text);
    }
  }
}
