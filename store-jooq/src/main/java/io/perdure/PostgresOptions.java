package io.perdure;

import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.RoomStatements;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.dialect.postgres.PostgresSettings;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How a store on Postgres 15 or newer is opened. */
public final class PostgresOptions extends OpenOptions<PostgresOptions> {
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int MAX_POOL = 1000;

  private final @Nullable String url;
  private final @Nullable DataSource dataSource;
  private @Nullable String user;
  private @Nullable String password;
  private String schema = "perdure";
  private int poolSize = 10;
  private boolean weakDurability;
  private boolean notifications = true;

  PostgresOptions(@Nullable String url, @Nullable DataSource dataSource) {
    this.url = url;
    this.dataSource = dataSource;
  }

  @Override
  PostgresOptions self() {
    return this;
  }

  /**
   * The schema that holds the tables; {@code perdure} unless set.
   *
   * @param name lower case letters, digits and underscores, not beginning with a digit, at most 63
   */
  public PostgresOptions schema(String name) {
    if (!SCHEMA.matcher(Checks.present("schema", name)).matches()) {
      throw new IllegalArgumentException("schema must match " + SCHEMA + ", not " + name);
    }
    schema = name;
    return this;
  }

  /** Who connects; for stores opened by URL. */
  public PostgresOptions credentials(String user, String password) {
    this.user = Checks.present("user", user);
    this.password = Checks.present("password", password);
    return this;
  }

  /**
   * The most connections of the store's own pool, 2 to 1000; 10 unless set; for stores opened by
   * URL.
   */
  public PostgresOptions poolSize(int connections) {
    poolSize = (int) Checks.between("pool size", connections, 2, MAX_POOL);
    return this;
  }

  /**
   * Opens although {@code fsync}, {@code full_page_writes} or {@code synchronous_commit} is off, so
   * that a crash may lose or damage what was answered. For tests and for data that can be made
   * again.
   */
  public PostgresOptions allowWeakDurability() {
    weakDurability = true;
    return this;
  }

  /**
   * Does not tell other processes by NOTIFY that something is ready, and does not listen: who waits
   * notices others' commits only by looking at intervals. Without this, one further connection
   * listens from the first wait until the store is closed: beside the store's own pool, or one of
   * the caller's data source. Behind a proxy that pools transactions LISTEN does not work, and this
   * should be chosen.
   */
  public PostgresOptions withoutNotifications() {
    notifications = false;
    return this;
  }

  @Override
  public Perdure open() {
    return new Perdure(engine(PostgresDatabase.open(settings(), false, RoomStatements::of)));
  }

  @Override
  public PerdureReader openReadOnly() {
    return new PerdureReader(engine(PostgresDatabase.open(settings(), true, RoomStatements::of)));
  }

  private PostgresSettings settings() {
    if (dataSource != null && (user != null || poolSize != 10)) {
      throw new IllegalArgumentException(
          "credentials and pool size are the data source's own; set them there");
    }
    return new PostgresSettings(
        url,
        dataSource,
        user,
        password,
        schema,
        poolSize,
        weakDurability,
        migrateOnOpen,
        retryFor,
        notifications,
        () -> clockOffset.get().toNanos());
  }
}
