package io.perdure;

import io.perdure.store.Administration;
import io.perdure.store.StoreReader;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.NamespaceReader;
import io.perdure.store.jooq.SqlAdministration;
import io.perdure.store.jooq.engine.Engine;

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

  /** Finishes what is in flight, then refuses every call; idempotent. */
  @Override
  public void close() {
    engine.close();
  }
}
