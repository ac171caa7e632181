package io.perdure.store.jooq.sql;

/**
 * What must hold when a transaction ends. It runs after all else, as its last statement before the
 * commit, and throws if it does not hold; equal checks are one.
 */
@FunctionalInterface
public interface EndCheck {
  /** Looks, holding with locks until the commit what it has seen, and throws if it is not so. */
  void run(Session session);
}
