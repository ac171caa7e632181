package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.EventWriter;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.dialect.TaskWriter;
import io.perdure.store.jooq.dialect.TimerWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.SqlNotation;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * How Postgres words it: every table with its schema, every function with {@code pg_catalog}, so
 * that no search path matters.
 */
final class PostgresDialect implements Dialect {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  static final CompiledSql LOCK =
      CompiledSql.of(
          "lock",
          dialect ->
              DSL.select(
                  DSL.function(
                      dialect.function("pg_advisory_xact_lock"),
                      SQLDataType.OTHER,
                      DSL.param("key", Long.class))));

  private final String schema;
  private final Settings settings;
  private final EventWriter events = new PostgresEventWriter();
  private final TimerWriter timers = new PostgresTimerWriter();
  private final TaskWriter tasks = new PostgresTaskWriter();
  private final ManyRows many = new AllAtOnce(now());

  PostgresDialect(String schema) {
    this.schema = schema;
    settings =
        new Settings()
            .withRenderMapping(qualified(schema))
            .withRenderQuotedNames(RenderQuotedNames.NEVER)
            .withExecuteLogging(false)
            .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER);
  }

  /**
   * The schema before each of our tables, and quoted, as part of the table's name: jOOQ knows the
   * tables without a schema, and given one for those it would put it before aliases and EXCLUDED as
   * well.
   */
  private static RenderMapping qualified(String schema) {
    MappedTable ours =
        new MappedTable()
            .withInputExpression(Pattern.compile("(perdure_\\w+)"))
            .withOutput('"' + schema + "\".$1");
    return new RenderMapping().withSchemata(new MappedSchema().withInput("").withTables(ours));
  }

  @Override
  public SQLDialect jooq() {
    return SQLDialect.POSTGRES;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public SqlNotation notation() {
    return SqlNotation.POSTGRES;
  }

  @Override
  public ErrorKind classify(SQLException error) {
    return PostgresErrors.classify(error);
  }

  @Override
  public Name function(String name) {
    return DSL.quotedName("pg_catalog", name);
  }

  @Override
  public Field<Long> byteLength(Field<byte[]> bytes) {
    return DSL.function(function("octet_length"), SQLDataType.BIGINT, bytes);
  }

  @Override
  public boolean readsRowByRow() {
    return false;
  }

  @Override
  public <R extends Record> Select<R> locked(SelectForUpdateStep<R> query) {
    return query.forUpdate();
  }

  @Override
  public <R extends Record> Select<R> kept(SelectForUpdateStep<R> query) {
    return query.forShare();
  }

  /**
   * Exact: the epoch of a timestamp is a decimal with microseconds, which a long holds as
   * nanoseconds.
   */
  @Override
  public Field<Long> now() {
    return DSL.field(
        "cast(extract(epoch from {0}) * {1} as bigint) + {2}",
        SQLDataType.BIGINT,
        DSL.function(function("clock_timestamp"), SQLDataType.TIMESTAMPWITHTIMEZONE),
        DSL.inline(NANOS),
        DSL.param(Session.CLOCK, Long.class));
  }

  @Override
  public void lock(Session session, String namespace, String name) {
    session.bind(LOCK).set("key", lockKey(namespace, name)).first(row -> name);
  }

  /**
   * Advisory locks belong to the database, so the key covers the schema. Parts cannot run together.
   */
  private long lockKey(String namespace, String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {"perdure.lock", schema, namespace, name}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
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
