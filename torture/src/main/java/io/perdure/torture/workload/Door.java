package io.perdure.torture.workload;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where a store is and how it is opened.
 *
 * @param address an SQLite file, or a JDBC URL of Postgres without a password
 * @param password of the server's user, or empty
 */
public record Door(String address, String password) {
  /** The namespace of the workers. */
  public static final String NAMESPACE = "torture";

  /** The environment variable that has the password for a process. */
  static final String PASSWORD = "PERDURE_TORTURE_PASSWORD";

  /** How long a worker's store tries again: shorter than usual, so that outages are told. */
  private static final Duration RETRY_FOR = Duration.ofSeconds(3);

  private static final String USER = "postgres";
  private static final int POOL = 6;

  /** The store in an SQLite file. */
  public static Door file(Path file) {
    return new Door(file.toString(), "");
  }

  /** Whether a server has it. */
  public boolean server() {
    return address.startsWith("jdbc:");
  }

  /** Begins to open it, for whoever looks from outside. */
  public OpenOptions<?> open() {
    return server() ? postgres() : Perdure.sqlite(Path.of(address));
  }

  /** Begins to open it, as workers do. */
  OpenOptions<?> forWorkers() {
    return (server() ? postgres().poolSize(POOL) : Perdure.sqlite(Path.of(address)))
        .retryFor(RETRY_FOR);
  }

  private PostgresOptions postgres() {
    return Perdure.postgres(address).credentials(USER, password);
  }

  /** The URL with whoever connects. */
  public String urlWithUser() {
    return address + (address.contains("?") ? "&" : "?") + "user=" + USER + "&password=" + password;
  }

  /** What another process needs in its environment. */
  public Map<String, String> environment() {
    return Map.of(PASSWORD, password);
  }

  static Door told(String address) {
    return new Door(address, System.getenv().getOrDefault(PASSWORD, ""));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address;
  }
}
