package io.perdure.torture.workload;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.SqliteOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Where a store is and how it is opened.
 *
 * @param address an SQLite file, or a JDBC URL of Postgres without a password
 * @param password of the server's user, or empty
 * @param flush when an SQLite file is flushed
 */
public record Door(String address, String password, Flush flush) {
  /** The namespace of the workers. */
  public static final String NAMESPACE = "torture";

  /** The environment variable that has the password for a process. */
  static final String PASSWORD = "PERDURE_TORTURE_PASSWORD";

  private static final String FLUSH = "PERDURE_TORTURE_FLUSH";

  /** How long a worker's store tries again: shorter than usual, so that outages are told. */
  private static final Duration RETRY_FOR = Duration.ofSeconds(3);

  private static final String USER = "postgres";
  private static final int POOL = 6;

  /** When an SQLite file is flushed. */
  public enum Flush {
    /** At each commit: {@code synchronous=FULL}. */
    EACH_COMMIT("full"),
    /** At checkpoints: {@code synchronous=NORMAL}. */
    AT_CHECKPOINTS("normal");

    private final String synchronous;

    Flush(String synchronous) {
      this.synchronous = synchronous;
    }

    /** What SQLite calls it. */
    public String synchronous() {
      return synchronous;
    }
  }

  /** A store on a server, flushed as the server is set. */
  public static Door server(String url, String password) {
    return new Door(url, password, Flush.EACH_COMMIT);
  }

  /** The store in an SQLite file. */
  public static Door file(Path file) {
    return new Door(file.toString(), "", Flush.EACH_COMMIT);
  }

  /** The same, flushed then. */
  public Door flushing(Flush when) {
    return new Door(address, password, when);
  }

  /** Whether a server has it. */
  public boolean server() {
    return address.startsWith("jdbc:");
  }

  /** Begins to open it, for whoever looks from outside. */
  public OpenOptions<?> open() {
    return server() ? postgres() : sqlite();
  }

  /** Begins to open it, as workers do. */
  OpenOptions<?> forWorkers() {
    return (server() ? postgres().poolSize(POOL) : sqlite()).retryFor(RETRY_FOR);
  }

  /** The same with so many connections, if a server has it. */
  OpenOptions<?> pooled(int connections) {
    return server() ? postgres().poolSize(connections) : sqlite();
  }

  private SqliteOptions sqlite() {
    SqliteOptions options = Perdure.sqlite(Path.of(address));
    return flush == Flush.AT_CHECKPOINTS ? options.synchronousNormal() : options;
  }

  private PostgresOptions postgres() {
    return Perdure.postgres(address).credentials(USER, password);
  }

  /** The URL with whoever connects. */
  public String urlWithUser() {
    return address + (address.contains("?") ? "&" : "?") + "user=" + USER + "&password=" + password;
  }

  /** Which store is there, told by itself. Nothing is changed. */
  public String identity() throws SQLException {
    Properties readOnly = new Properties();
    if (!server()) {
      readOnly.setProperty("open_mode", "1");
    }
    try (Connection connection =
            DriverManager.getConnection(
                server() ? urlWithUser() : "jdbc:sqlite:" + address, readOnly);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id from " + (server() ? "perdure." : "") + "perdure_store")) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** What another process needs in its environment. */
  public Map<String, String> environment() {
    return Map.of(PASSWORD, password, FLUSH, flush.name());
  }

  static Door told(String address) {
    return new Door(
        address,
        System.getenv().getOrDefault(PASSWORD, ""),
        Flush.valueOf(System.getenv().getOrDefault(FLUSH, Flush.EACH_COMMIT.name())));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address;
  }
}
