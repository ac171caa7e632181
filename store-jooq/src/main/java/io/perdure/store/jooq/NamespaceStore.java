package io.perdure.store.jooq;

import io.perdure.store.Once;
import io.perdure.store.SnapshotBody;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionBody;
import io.perdure.store.TransactionOptions;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.BodyContext;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.leases.LeaseFence;
import io.perdure.store.jooq.once.KeptAnswer;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;

/** One namespace of an engine's database, for reading and writing. */
public final class NamespaceStore extends SqlRooms implements Store {
  private final Engine engine;

  public NamespaceStore(Engine engine, String namespace) {
    super(engine.access(namespace), namespace, engine.limits());
    this.engine = engine;
  }

  @Override
  public <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X {
    return BodySnapshot.run(engine, namespace(), body);
  }

  @Override
  public <T, X extends Exception> T transact(TransactionOptions options, TransactionBody<T, X> body)
      throws X {
    Checks.present("options", options);
    Checks.present("body", body);
    return engine.transact(namespace(), options, context -> run(context, options, body));
  }

  @Override
  public <T, X extends Exception> T transact(
      Once<T> once, TransactionOptions options, TransactionBody<T, X> body) throws X {
    Checks.present("once", once);
    Checks.present("options", options);
    Checks.present("body", body);
    KeptAnswer<T> kept = new KeptAnswer<>(namespace(), once, engine.limits());
    return engine.transact(
        namespace(),
        options,
        context -> {
          Optional<T> before = kept.take(context.session());
          return before.isPresent()
              ? before.get()
              : kept.keep(context.session(), run(context, options, body));
        });
  }

  private <T, X extends Exception> T run(
      BodyContext context, TransactionOptions options, TransactionBody<T, X> body) throws X {
    options.fence().ifPresent(lease -> context.session().atEnd(LeaseFence.of(namespace(), lease)));
    return body.run(new BodyTransaction(context, engine, namespace(), options));
  }

  @Override
  public Transaction join(Connection connection) {
    Checks.present("connection", connection);
    return new BodyTransaction(
        engine.join(connection), engine, namespace(), TransactionOptions.defaults());
  }

  @Override
  public boolean awaitDue(Duration atMost) {
    return Await.due(engine, namespace(), atMost);
  }

  @Override
  public boolean awaitTask(String queue, Duration atMost) {
    return Await.task(engine, namespace(), queue, Optional.empty(), atMost);
  }

  @Override
  public boolean awaitTask(String queue, String node, Duration atMost) {
    Optional<String> given = Optional.of(Checks.id("node", node));
    return Await.task(engine, namespace(), queue, given, atMost);
  }
}
