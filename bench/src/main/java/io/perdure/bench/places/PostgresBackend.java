package io.perdure.bench.places;

import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.bench.work.Database;
import io.perdure.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** A Postgres server: one that is there, or one that is started for the run. */
public final class PostgresBackend implements Backend {
  private static final int POOL = 20;

  /** All who take part keep a connection for each of their callers, until they are closed. */
  private static final String CONNECTIONS = "max_connections=1000";

  private final Optional<EmbeddedPostgres> own;
  private final String url;
  private final Properties credentials;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private int places;

  private PostgresBackend(
      Optional<EmbeddedPostgres> own, String url, String user, String password) {
    this.own = own;
    this.url = url;
    this.credentials = new Properties();
    if (!user.isEmpty()) {
      credentials.setProperty("user", user);
      credentials.setProperty("password", password);
    }
  }

  /** Schemas of that database; the URL or the server says who connects if the user is empty. */
  public static PostgresBackend at(String url, String user, String password) {
    return new PostgresBackend(Optional.empty(), url, user, password);
  }

  /** A server with durability on that ends with this. */
  public static PostgresBackend embedded() throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(List.of(StatementStatistics.SETTING, CONNECTIONS));
    PostgresBackend backend =
        new PostgresBackend(
            Optional.of(server),
            "jdbc:postgresql://" + server.address() + "/postgres",
            EmbeddedPostgres.USER,
            server.password());
    backend.newStatistics().rest();
    return backend;
  }

  @Override
  public String title() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version'), current_setting('fsync'),"
                    + " current_setting('synchronous_commit'), current_setting('shared_buffers')")) {
      row.next();
      return "Postgres %s%s, fsync=%s, synchronous_commit=%s, shared_buffers=%s"
          .formatted(
              row.getString(1),
              own.isPresent() ? " started for this run" : "",
              row.getString(2),
              row.getString(3),
              row.getString(4));
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  @Override
  public Place place() {
    places++;
    return new PostgresPlace(this, "perdure_bench_" + run + "_" + places);
  }

  @Override
  public Optional<StatementStatistics> statistics() {
    return Optional.of(newStatistics());
  }

  private StatementStatistics newStatistics() {
    return new StatementStatistics(this, own.isPresent());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, credentials);
  }

  Database database(String schema) {
    String at = url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    return new Database(
        Database.Kind.POSTGRES,
        at,
        credentials.getProperty("user", ""),
        credentials.getProperty("password", ""),
        schema);
  }

  PostgresOptions door(String schema) {
    PostgresOptions door = Perdure.postgres(url).schema(schema).poolSize(POOL);
    return credentials.isEmpty()
        ? door
        : door.credentials(
            credentials.getProperty("user"), credentials.getProperty("password", ""));
  }

  @Override
  public void close() {
    own.ifPresent(EmbeddedPostgres::close);
  }
}
