package io.perdure.store.jooq.dialect.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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
  /** What the driver is told beside the URL. */
  Properties properties() {
    Properties properties = new Properties();
    if (url != null && !url.contains("tcpKeepAlive")) {
      properties.setProperty("tcpKeepAlive", "true");
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
