package io.perdure.store.jooq.dialect;

import io.perdure.store.jooq.dialect.ManyRows.Column;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Query;

/**
 * A statement on many rows of values, written once: a database that takes them all at once has it
 * for many and for one, because a single row is dear in arrays.
 *
 * <p>Instances are constants, as those of {@link CompiledSql} are.
 *
 * @param <R> a row
 */
public final class ManySql<R> {
  private final List<Column<R>> columns;
  private final CompiledSql any;
  private final CompiledSql one;

  private ManySql(List<Column<R>> columns, CompiledSql any, CompiledSql one) {
    this.columns = columns;
    this.any = any;
    this.one = one;
  }

  /**
   * A statement of that name.
   *
   * @param query builds the query for a dialect and what it is given
   */
  public static <R> ManySql<R> of(
      String name, List<Column<R>> columns, BiFunction<Dialect, Given, Query> query) {
    List<? extends Field<?>> fields = columns.stream().map(Column::field).toList();
    return new ManySql<>(
        columns,
        CompiledSql.of(name, dialect -> query.apply(dialect, dialect.many().any(fields))),
        CompiledSql.of(name + ".one", dialect -> query.apply(dialect, dialect.many().one(fields))));
  }

  /**
   * Runs it, and answers the rows of its answers.
   *
   * @param common sets the parameters that are no columns
   */
  public <T> List<T> run(
      Session session, Consumer<Bound> common, List<R> rows, RowReader<T> reader) {
    return session.dialect().many().run(session, this, common, rows, reader);
  }

  /**
   * Runs it, and answers which of the rows changed something, in their order. The statement answers
   * the names of the rows that it has changed if it is given {@linkplain Given#manyAtOnce many}.
   *
   * @param reader reads such a name
   * @param name what a row is named
   */
  public <N> List<R> changed(
      Session session,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<N> reader,
      Function<R, N> name) {
    return session.dialect().many().changed(session, this, common, rows, reader, name);
  }

  /** What a row has in each column. */
  public List<Column<R>> columns() {
    return columns;
  }

  /** The statement on any number of rows. */
  public CompiledSql any() {
    return any;
  }

  /** The same on a single row. */
  public CompiledSql one() {
    return one;
  }
}
