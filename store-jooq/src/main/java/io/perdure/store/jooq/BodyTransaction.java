package io.perdure.store.jooq;

import static org.jooq.impl.DSL.select;

import io.perdure.store.StoreUsageException;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.TransactionOptions.ConnectionUse;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.BodyContext;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.engine.GuardedConnection;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.tables.InstantNanos;
import java.sql.Connection;
import java.time.Instant;

/** The rooms of the transaction whose body runs. */
final class BodyTransaction extends SqlRooms implements Transaction {
  static final CompiledSql NOW = CompiledSql.of("now", dialect -> select(dialect.now()));

  private final BodyContext context;
  private final TransactionOptions options;

  BodyTransaction(
      BodyContext context, Engine engine, String namespace, TransactionOptions options) {
    super(context, namespace, engine.limits());
    this.context = context;
    this.options = options;
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
    session.dialect().lock(session, namespace(), Checks.id("lock name", name));
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
