package io.perdure;

import io.perdure.store.Administration;
import io.perdure.store.StoreReader;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.NamespaceReader;
import io.perdure.store.jooq.SqlAdministration;
import io.perdure.store.jooq.engine.Engine;
import java.nio.file.Path;

/**
 * A database that is open for reading only: the database itself refuses it every write.
 * Thread-safe.
 */
public final class PerdureReader implements AutoCloseable {
  private final Engine engine;

  PerdureReader(Engine engine) {
    this.engine = engine;
  }

  /**
   * The store of that namespace, for reading.
   *
   * @param namespace 1 to 64 bytes of UTF-8
   */
  public StoreReader namespace(String namespace) {
    return new NamespaceReader(engine, Checks.namespace("namespace", namespace));
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

  /** Finishes what is in flight, then refuses every call; idempotent. */
  @Override
  public void close() {
    engine.close();
  }
}
