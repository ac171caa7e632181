package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the statements that build indexes beside a table's writers, each by itself.
 *
 * <p>What an interrupted build left behind is invalid, and would pass for the index: it is dropped
 * first. The session's settings are put back at the end.
 */
final class PostgresIndexBuild implements AutoCloseable {
  private static final Pattern INDEX =
      Pattern.compile(
          "create\\s+(?:unique\\s+)?index\\s+concurrently\\s+if\\s+not\\s+exists\\s+(\\w+)\\s.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "search_path", "pg_catalog, pg_temp",
          "default_transaction_read_only", "off",
          "default_transaction_isolation", "read committed",
          "statement_timeout", "0");

  private final Connection connection;
  private final SchemaName schema;
  private final Map<String, String> before = new LinkedHashMap<>();

  private PostgresIndexBuild(Connection connection, SchemaName schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Makes the session ready.
   *
   * @param wait how long a build may wait for transactions that are older than it
   */
  static PostgresIndexBuild on(Connection connection, SchemaName schema, Duration wait)
      throws SQLException {
    PostgresIndexBuild build = new PostgresIndexBuild(connection, schema);
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    settings.put("lock_timeout", Long.toString(Math.max(1, wait.toMillis())));
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String name = setting.getKey();
      build.before.put(
          name,
          Sql.query(
                  connection, "select pg_catalog.current_setting(?)", row -> row.getString(1), name)
              .get(0));
      set(connection, name, setting.getValue());
    }
    return build;
  }

  void run(String statement) throws SQLException {
    Matcher index = INDEX.matcher(statement);
    if (index.matches()) {
      dropIfInvalid(index.group(1).toLowerCase(Locale.ROOT));
    }
    Sql.execute(connection, statement);
  }

  private void dropIfInvalid(String index) throws SQLException {
    List<Integer> invalid =
        Sql.query(
            connection,
            "select 1 from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relname = ? and not i.indisvalid",
            row -> 1,
            schema.name(),
            index);
    if (!invalid.isEmpty()) {
      Sql.execute(connection, "drop index concurrently " + schema.quoted() + "." + index);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Map.Entry<String, String> setting : before.entrySet()) {
      set(connection, setting.getKey(), setting.getValue());
    }
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    Sql.query(
        connection,
        "select pg_catalog.set_config(?, ?, false)",
        row -> row.getString(1),
        name,
        value);
  }
}
