package io.perdure.store.jooq.engine;

/** What a database needs to know of work that writes before it runs it. */
public enum WriteMode {
  /**
   * The store's own work, right without a transaction because one statement does all its writing.
   */
  STATEMENT,
  /** The store's own work; may run on any thread. */
  OPERATION,
  /** A caller's body: runs on the caller's thread, and may share its commit. */
  BODY,
  /** A caller's body that uses the connection: shares nothing. */
  ALONE,
  /** A caller's body with everything that it reads protected: shares nothing. */
  SERIALIZABLE;

  /** Whether it may share a transaction with others, undone alone if it fails. */
  public boolean shares() {
    return this != ALONE && this != SERIALIZABLE;
  }

  /** Whether any thread may run it. */
  public boolean portable() {
    return this == STATEMENT || this == OPERATION;
  }
}
