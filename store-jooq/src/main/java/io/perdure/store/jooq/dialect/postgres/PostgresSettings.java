package io.perdure.store.jooq.dialect.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the door was told about a Postgres database: exactly one of url and data source is present.
 *
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
    LongSupplier clockOffset) {
  /** Everything but the password and the URL, which may hold one. */
  @Override
  public String toString() {
    return "PostgresSettings[schema=" + schema + ", poolSize=" + poolSize + "]";
  }
}
