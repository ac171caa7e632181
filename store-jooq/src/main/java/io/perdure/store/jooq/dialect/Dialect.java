package io.perdure.store.jooq.dialect;

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
import org.jooq.conf.Settings;

/**
 * How one database words what the rooms have to say. No room asks which database it is on: where
 * the shape of a statement differs, it asks here.
 */
public interface Dialect {
  /** The dialect that jOOQ renders. */
  SQLDialect jooq();

  /** How jOOQ renders: qualified, unquoted names; nothing fetched again after RETURNING. */
  Settings settings();

  /** How it reads comments and quotes. */
  SqlNotation notation();

  /** What a database error means, by its code. */
  ErrorKind classify(SQLException error);

  /** The name of a built-in function, qualified where a search path could shadow it. */
  Name function(String name);

  /**
   * Number of bytes of a value that may be large, without reading it all where the database can.
   */
  Field<Long> byteLength(Field<byte[]> bytes);

  /**
   * Whether a row is only read when it is asked for, so that what is left of a query costs nothing.
   */
  boolean readsRowByRow();

  /**
   * The query, with its rows locked until the transaction ends; unchanged where all are already.
   */
  <R extends Record> Select<R> locked(SelectForUpdateStep<R> query);

  /**
   * The query, with its rows kept until the transaction ends by any number of transactions that
   * change none of them; unchanged where all are locked already.
   */
  <R extends Record> Select<R> kept(SelectForUpdateStep<R> query);

  /**
   * The store's clock as epoch nanoseconds, read when the statement runs. It contains the parameter
   * {@link Session#CLOCK}, which {@link io.perdure.store.jooq.sql.Bound#clock} sets.
   */
  Field<Long> now();

  /** Holds the lock of that name until the session's transaction ends. */
  void lock(Session session, String namespace, String name);

  /** How events are written. */
  EventWriter events();

  /** How timers are written. */
  TimerWriter timers();

  /** How tasks are claimed. */
  TaskWriter tasks();

  /** How many rows of values are given to one statement. */
  ManyRows many();
}
