package io.perdure.store.jooq;

import static org.jooq.impl.DSL.select;

import io.perdure.store.StoreUsageException;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.TransactionOptions.ConnectionUse;
import io.perdure.store.documents.Documents;
import io.perdure.store.history.History;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.BodyContext;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.engine.GuardedConnection;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.leases.Leases;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.packages.Packages;
import io.perdure.store.timers.Timers;
import io.perdure.tables.InstantNanos;
import java.sql.Connection;
import java.time.Instant;

/** The rooms of the transaction whose body runs. */
final class BodyTransaction implements Transaction {
  static final CompiledSql NOW = CompiledSql.of("now", dialect -> select(dialect.now()));

  private final BodyContext context;
  private final String namespace;
  private final TransactionOptions options;
  private final History history;
  private final Packages packages;
  private final Documents documents;
  private final Timers timers;
  private final Leases leases;
  private final Outputs outputs;
  private final Maintenance maintenance;

  BodyTransaction(
      BodyContext context, Engine engine, String namespace, TransactionOptions options) {
    this.context = context;
    this.namespace = namespace;
    this.options = options;
    Rooms rooms = new Rooms(context, namespace, engine.limits());
    this.history = rooms.history();
    this.packages = rooms.packages();
    this.documents = rooms.documents();
    this.timers = rooms.timers();
    this.leases = rooms.leases();
    this.outputs = rooms.outputs();
    this.maintenance = rooms.maintenance();
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public Packages packages() {
    return packages;
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Outputs outputs() {
    return outputs;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Maintenance maintenance() {
    return maintenance;
  }

  @Override
  public Instant now() {
    return context.session().bind(NOW).clock().first(row -> row.getLong(1)).stream()
        .map(InstantNanos::toInstant)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the clock has no answer"));
  }

  @Override
  public void lock(String name) {
    Session session = context.session();
    session.dialect().lock(session, namespace, Checks.id("lock name", name));
  }

  @Override
  public Connection connection() {
    if (options.connectionUse() != ConnectionUse.EXCLUSIVE) {
      throw new StoreUsageException(
          "this transaction runs without its connection: begin it withConnection()");
    }
    return GuardedConnection.of(context.session(), context::alive);
  }
}
