package io.perdure.store.jooq.dialect.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the door was told about a Postgres database: exactly one of url and data source is present.
 *
 * @param notifications whether processes tell each other by NOTIFY that something is ready
 * @param clockOffset nanoseconds to add to the database's clock, asked at each reading
 */
public record PostgresSettings(
    @Nullable String url,
    @Nullable DataSource dataSource,
    @Nullable String user,
    @Nullable String password,
    String schema,
    int poolSize,
    boolean weakDurability,
    boolean migrateOnOpen,
    Duration retryFor,
    boolean notifications,
    LongSupplier clockOffset) {
  private static final Map<String, String> USUAL =
      Map.of("tcpKeepAlive", "true", "logServerErrorDetail", "false");

  /**
   * What the driver is told beside the URL, unless that says it: among it to leave out of its
   * messages the server's details, which show the values of a row that was refused.
   */
  Properties properties() {
    Properties properties = new Properties();
    for (Map.Entry<String, String> usual : USUAL.entrySet()) {
      if (url != null && !url.contains(usual.getKey())) {
        properties.setProperty(usual.getKey(), usual.getValue());
      }
    }
    return properties;
  }

  /** A connection to the URL, beside the pool. */
  Connection connect() throws SQLException {
    Properties properties = properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(Objects.requireNonNull(url), properties);
  }

  /** Everything but the password and the URL, which may hold one. */
  @Override
  public String toString() {
    return "PostgresSettings[schema=" + schema + ", poolSize=" + poolSize + "]";
  }
}
