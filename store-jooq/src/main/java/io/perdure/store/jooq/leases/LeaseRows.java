package io.perdure.store.jooq.leases;

import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Optional;

/** Finds the rows of leases. */
final class LeaseRows {
  private LeaseRows() {}

  /** The row as it is now, or one that says that the resource was never leased. */
  static LeaseRow found(Session session, String namespace, String resource) {
    return row(session, LeaseSql.FIND, namespace, resource)
        .orElseGet(() -> new LeaseRow(resource, 0, Optional.empty(), 0));
  }

  /** The row, locked until the transaction ends, or one that says that there is none. */
  static LeaseRow locked(Session session, String namespace, String resource) {
    return row(session, LeaseSql.LOCK, namespace, resource)
        .orElseGet(() -> new LeaseRow(resource, 0, Optional.empty(), 0));
  }

  /** The row, locked until the transaction ends; made if there was none. */
  static LeaseRow made(Session session, String namespace, String resource) {
    while (true) {
      Optional<LeaseRow> row = row(session, LeaseSql.LOCK, namespace, resource);
      if (row.isPresent()) {
        return row.get();
      }
      on(session, LeaseSql.CREATE, namespace, resource).update();
    }
  }

  /** The statement, for that resource. */
  static Bound on(Session session, CompiledSql statement, String namespace, String resource) {
    return session.bind(statement).set("ns", namespace).set("resource", resource);
  }

  private static Optional<LeaseRow> row(
      Session session, CompiledSql statement, String namespace, String resource) {
    return on(session, statement, namespace, resource)
        .clock()
        .first(row -> LeaseRow.of(resource, row));
  }
}
