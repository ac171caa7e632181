package io.perdure;

import io.perdure.store.Administration;
import io.perdure.store.Store;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.NamespaceStore;
import io.perdure.store.jooq.SqlAdministration;
import io.perdure.store.jooq.engine.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * An open database: a durable store for workflow histories, on an SQLite file or on Postgres.
 *
 * <pre>{@code
 * try (Perdure perdure = Perdure.sqlite(Path.of("shop.db")).migrateOnOpen().open()) {
 *   Store shop = perdure.namespace("shop");
 *   ...
 * }
 * }</pre>
 *
 * <p>One per database and process is enough: its stores are views of it, and all of it is
 * thread-safe. An SQLite file can be open once in a process, and in many processes at the same
 * time.
 */
public final class Perdure implements AutoCloseable {
  private static final Pattern USER_INFO = Pattern.compile("^jdbc:postgresql://[^/?]*@");

  private final Engine engine;

  Perdure(Engine engine) {
    this.engine = engine;
  }

  /** A store in that file, which is made by {@code migrateOnOpen()} if it does not exist. */
  public static SqliteOptions sqlite(Path file) {
    return new SqliteOptions(Optional.of(Checks.present("file", file)));
  }

  /**
   * A store in a file of its own that is deleted on close: for tests. Everything holds but
   * durability; nothing is flushed.
   */
  public static SqliteOptions temporary() {
    return new SqliteOptions(Optional.empty());
  }

  /**
   * A store on Postgres, with a connection pool of its own.
   *
   * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
   */
  public static PostgresOptions postgres(String url) {
    if (!Checks.present("url", url).startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("url must begin with jdbc:postgresql:");
    }
    if (USER_INFO.matcher(url).find()) {
      // The driver would look for a host of that name, and tell it with the password.
      throw new IllegalArgumentException(
          "url must not have a user before its host: use credentials, or ?user= and &password=");
    }
    return new PostgresOptions(url, null);
  }

  /** A store on Postgres, with connections of that data source, which is not closed. */
  public static PostgresOptions postgres(DataSource dataSource) {
    return new PostgresOptions(null, Checks.present("data source", dataSource));
  }

  /**
   * The store of that namespace. Namespaces are walls: a store reads, writes and counts nothing of
   * another.
   *
   * @param namespace 1 to 64 bytes of UTF-8
   */
  public Store namespace(String namespace) {
    return new NamespaceStore(engine, Checks.namespace("namespace", namespace));
  }

  /** Counts across all namespaces. */
  public Administration administration() {
    return new SqlAdministration(engine.access("*"));
  }

  /**
   * Copies an SQLite store into a file, all namespaces, while it is in use: one state of it, from
   * the moment at which the copy begins, with every write that was answered before. Whoever reads
   * or writes goes on; the log grows by what is written meanwhile.
   *
   * <p>The copy is made beside the target under a name of its own ({@code .TARGET-….part}), with
   * permissions for its owner only, checked as a whole, flushed, and then given the target's name;
   * whatever goes wrong or is killed, that name stands for a whole copy or for nothing. Open it
   * like any other store, also with {@code immutableCopy()}. It takes as much room as the store has
   * in use.
   *
   * @param target a file that does not exist, in a folder that does
   * @throws io.perdure.store.StoreUsageException if there is something at the target already, or on
   *     Postgres, whose own tools make backups
   * @throws io.perdure.store.StoreFailureException if the folder cannot be written, the disk is
   *     full or the store is damaged
   */
  public void backup(Path target) {
    engine.backup(Checks.present("target", target));
  }

  /**
   * Connections on which a caller, or a framework, opens transactions for {@link Store#join}. On
   * SQLite it has one connection, the writer's, which excludes other writers from its first
   * statement until it is closed.
   */
  public DataSource dataSource() {
    return engine.dataSource();
  }

  /**
   * Finishes what is in flight, within 15 s unless set, then refuses every call with {@link
   * io.perdure.store.StoreClosedException}. Idempotent.
   */
  @Override
  public void close() {
    engine.close();
  }
}
