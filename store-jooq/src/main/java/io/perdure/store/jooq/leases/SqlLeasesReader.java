package io.perdure.store.jooq.leases;

import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.leases.LeaseState;
import io.perdure.store.leases.LeasesReader;

/** Reads leases, on any way of access. */
public class SqlLeasesReader implements LeasesReader {
  final Access access;
  final String namespace;

  public SqlLeasesReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public LeaseState find(String resource) {
    Checks.id("resource", resource);
    return access.read(
        "leases.find", session -> LeaseRows.found(session, namespace, resource).state());
  }
}
