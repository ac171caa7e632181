package io.perdure.store.jooq.sql;

/** What a database error means for the transaction it happened in; told by code, never by text. */
public enum ErrorKind {
  /** Busy, serialization failure, deadlock: rolled back, the same may succeed. */
  TRANSIENT,
  /** The connection is gone or could not be had. */
  CONNECTION,
  /** The session may not write: its default is read-only. */
  READ_ONLY,
  /** Everything else: full disk, missing privilege, damaged file, a constraint. */
  FAILURE
}
