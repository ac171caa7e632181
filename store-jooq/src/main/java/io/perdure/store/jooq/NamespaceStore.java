package io.perdure.store.jooq;

import io.perdure.store.SnapshotBody;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionBody;
import io.perdure.store.TransactionOptions;
import io.perdure.store.documents.Documents;
import io.perdure.store.history.History;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.leases.LeaseFence;
import io.perdure.store.leases.Leases;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.packages.Packages;
import io.perdure.store.timers.Timers;
import java.sql.Connection;

/** One namespace of an engine's database, for reading and writing. */
public final class NamespaceStore implements Store {
  private final Engine engine;
  private final String namespace;
  private final History history;
  private final Packages packages;
  private final Documents documents;
  private final Timers timers;
  private final Leases leases;
  private final Outputs outputs;
  private final Maintenance maintenance;

  public NamespaceStore(Engine engine, String namespace) {
    this.engine = engine;
    this.namespace = namespace;
    Rooms rooms = new Rooms(engine.access(namespace), namespace, engine.limits());
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
  public <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X {
    return BodySnapshot.run(engine, namespace, body);
  }

  @Override
  public <T, X extends Exception> T transact(TransactionOptions options, TransactionBody<T, X> body)
      throws X {
    Checks.present("options", options);
    Checks.present("body", body);
    return engine.transact(
        namespace,
        options,
        context -> {
          options
              .fence()
              .ifPresent(lease -> context.session().atEnd(LeaseFence.of(namespace, lease)));
          return body.run(new BodyTransaction(context, engine, namespace, options));
        });
  }

  @Override
  public Transaction join(Connection connection) {
    Checks.present("connection", connection);
    return new BodyTransaction(
        engine.join(connection), engine, namespace, TransactionOptions.defaults());
  }
}
