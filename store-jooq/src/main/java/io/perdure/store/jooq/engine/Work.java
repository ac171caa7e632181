package io.perdure.store.jooq.engine;

import io.perdure.store.jooq.sql.Session;

/** What is to be done on a connection. */
@FunctionalInterface
public interface Work<T, X extends Exception> {
  T run(Session session) throws X;
}
