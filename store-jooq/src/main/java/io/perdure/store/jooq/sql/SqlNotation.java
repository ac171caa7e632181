package io.perdure.store.jooq.sql;

/**
 * What the databases read differently in a text of SQL, where comments and quotes are concerned.
 */
public enum SqlNotation {
  /** Comments nest; {@code $tag$} and {@code E'…'} quote. */
  POSTGRES,
  /** Comments end at the first end; {@code [name]} and backticks quote. */
  SQLITE
}
