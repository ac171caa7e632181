package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.EventWriter;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.dialect.TaskWriter;
import io.perdure.store.jooq.dialect.TimerWriter;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.SqlNotation;
import java.sql.SQLException;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** How SQLite words it. Every transaction that writes holds the database's one write lock. */
final class SqliteDialect implements Dialect {
  /** The caller's clock, given with each statement. */
  static final Field<Long> CLOCK = DSL.param(Session.CLOCK, Long.class);

  private final Settings settings =
      new Settings()
          .withRenderSchema(false)
          .withRenderQuotedNames(RenderQuotedNames.NEVER)
          .withExecuteLogging(false)
          .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER);

  private final EventWriter events = new SqliteEventWriter();
  private final TimerWriter timers = new SqliteTimerWriter();
  private final TaskWriter tasks = new SqliteTaskWriter();
  private final ManyRows many = new RowAfterRow();

  @Override
  public SQLDialect jooq() {
    return SQLDialect.SQLITE;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public SqlNotation notation() {
    return SqlNotation.SQLITE;
  }

  @Override
  public ErrorKind classify(SQLException error) {
    return SqliteErrors.classify(error);
  }

  @Override
  public Name function(String name) {
    return DSL.name(name);
  }

  @Override
  public Field<Long> byteLength(Field<byte[]> bytes) {
    return DSL.function(DSL.name("length"), Long.class, bytes);
  }

  @Override
  public boolean readsRowByRow() {
    return true;
  }

  @Override
  public <R extends Record> Select<R> locked(SelectForUpdateStep<R> query) {
    return query;
  }

  @Override
  public <R extends Record> Select<R> kept(SelectForUpdateStep<R> query) {
    return query;
  }

  @Override
  public Field<Long> now() {
    return CLOCK;
  }

  @Override
  public void lock(Session session, String namespace, String name) {
    // The write lock that every transaction holds already excludes all others.
  }

  @Override
  public EventWriter events() {
    return events;
  }

  @Override
  public TimerWriter timers() {
    return timers;
  }

  @Override
  public TaskWriter tasks() {
    return tasks;
  }

  @Override
  public ManyRows many() {
    return many;
  }
}
