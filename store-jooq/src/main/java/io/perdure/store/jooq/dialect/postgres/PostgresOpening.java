package io.perdure.store.jooq.dialect.postgres;

import io.perdure.schema.StoreSchema;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.SchemaCheck;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Statements;
import io.perdure.store.jooq.waking.Signals;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The way from settings to an open database: server, schema, identity; each must be right. */
final class PostgresOpening {
  private final PostgresSettings settings;
  private final boolean readOnly;
  private final Statements statements;

  private PostgresOpening(PostgresSettings settings, boolean readOnly, Statements statements) {
    this.settings = settings;
    this.readOnly = readOnly;
    this.statements = statements;
  }

  static PostgresDatabase open(
      PostgresSettings settings,
      boolean readOnly,
      Function<Dialect, Collection<CompiledSql>> rooms) {
    PostgresDialect dialect = new PostgresDialect(settings.schema());
    List<CompiledSql> compiled = new ArrayList<>(rooms.apply(dialect));
    compiled.add(PostgresDialect.LOCK);
    compiled.add(StoreIdentity.ID);
    Statements statements = new Statements(dialect, compiled);
    return new PostgresOpening(settings, readOnly, statements).open();
  }

  private PostgresDatabase open() {
    Connections connections = Connections.of(settings);
    try {
      return open(connections);
    } catch (Throwable e) {
      connections.close();
      throw e;
    }
  }

  private PostgresDatabase open(Connections connections) {
    try (Lent lent = connections.take(Deadline.in(settings.retryFor()))) {
      Connection connection = lent.connection();
      PostgresServer server = PostgresServer.read(connection);
      server.check(settings.weakDurability());
      schema(connection);
      return new PostgresDatabase(
          connections,
          statements,
          StoreIdentity.read(connection, settings.schema(), statements),
          settings.clockOffset(),
          settings.notifications()
              ? new PostgresSignals(connections, settings.schema())
              : Signals.NONE,
          readOnly,
          server.defaultsAllowReading(),
          server.defaultsAllowWriting());
    } catch (SQLException e) {
      throw PostgresErrors.classify(e) == ErrorKind.CONNECTION
          ? StoreUnavailableException.nothingCommitted(e)
          : new StoreFailureException("the database was not opened: " + e.getMessage(), e);
    }
  }

  private void schema(Connection connection) {
    SchemaCheck check =
        new SchemaCheck(
            StoreSchema.on(connection).schema(settings.schema()), "schema " + settings.schema());
    if (readOnly) {
      check.readable();
      return;
    }
    if (settings.migrateOnOpen()) {
      check.migrate();
    }
    check.writable();
  }
}
