package io.perdure.schema;

import java.util.Comparator;
import java.util.List;

/**
 * One change of the schema on one database: what it does, whom it makes wait, and which code
 * tolerates it.
 *
 * @param version the schema's version with it
 * @param name the change set's id
 * @param phase when a migration makes it
 * @param statements its SQL, in order and without semicolons, the rows of the version and changelog
 *     tables included
 * @param locks what it locks of what was there before; empty if nobody notices
 * @param rewrites tables whose rows it writes anew, which takes time and room in proportion to them
 * @param minReader the lowest version of code that may read a database which has it
 * @param minWriter the lowest version of code that may write one
 */
public record SchemaChange(
    long version,
    String name,
    Phase phase,
    List<String> statements,
    List<Lock> locks,
    List<String> rewrites,
    long minReader,
    long minWriter) {

  /** When a migration makes a change. */
  public enum Phase {
    /** In the one transaction that a migration is; locks are held until its end. */
    IN_TRANSACTION,
    /** By itself after that transaction, beside who reads and writes. */
    AFTER_COMMIT
  }

  /** Who waits while a lock is held. */
  public enum Waiting {
    /** Readers and writers go on. */
    NOBODY,
    /** Readers go on. */
    WRITERS,
    /** Nobody goes on. */
    EVERYBODY
  }

  /**
   * A lock that a change takes.
   *
   * @param name what the database calls it
   * @param on what it is on: a table or view, or {@code the file}
   * @param waiting who waits while it is held
   */
  public record Lock(String name, String on, Waiting waiting) {}

  /** Copies the lists. */
  public SchemaChange {
    statements = List.copyOf(statements);
    locks = List.copyOf(locks);
    rewrites = List.copyOf(rewrites);
  }

  /** Who waits for it at most. */
  public Waiting waiting() {
    return locks.stream().map(Lock::waiting).max(Comparator.naturalOrder()).orElse(Waiting.NOBODY);
  }

  /** Whether code that was built for that schema version may read a database which has it. */
  public boolean readableBy(long codeVersion) {
    return minReader <= codeVersion;
  }

  /** Whether code that was built for that schema version may write a database which has it. */
  public boolean writableBy(long codeVersion) {
    return readableBy(codeVersion) && minWriter <= codeVersion;
  }
}
