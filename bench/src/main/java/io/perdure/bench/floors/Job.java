package io.perdure.bench.floors;

import java.sql.SQLException;

/** What is done on a connection, in a transaction. */
@FunctionalInterface
interface Job<T> {
  T on(Desk desk) throws SQLException;
}
