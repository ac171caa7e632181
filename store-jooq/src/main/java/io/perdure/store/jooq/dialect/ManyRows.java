package io.perdure.store.jooq.dialect;

import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * How one database is given many rows of values for one statement: as arrays, in a single round
 * trip, or row after row.
 */
public interface ManyRows {
  /**
   * A column of the rows.
   *
   * @param value what a row has there: a String, a Long, an array of bytes, or nothing
   */
  record Column<R>(Field<?> field, Function<R, @Nullable Object> value) {
    /** Sets the value of a row where it stands for itself. */
    public void set(Bound bound, R row) {
      String parameter = field.getName();
      Object found = value.apply(row);
      if (field.getType() == String.class) {
        bound.set(parameter, (String) found);
      } else if (field.getType() == byte[].class) {
        bound.set(parameter, (byte[]) found);
      } else {
        bound.set(parameter, (Long) found);
      }
    }
  }

  /** Any number of rows in the text of a statement. */
  Given any(List<? extends Field<?>> columns);

  /** A single row in the text of a statement. */
  Given one(List<? extends Field<?>> columns);

  /** Which of the forms of the statement are run. */
  List<CompiledSql> statements(ManySql<?> statement);

  /** Runs the statement on the rows; see {@link ManySql#run}. */
  <R, T> List<T> run(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<T> reader);

  /** Runs the statement on the rows; see {@link ManySql#changed}. */
  <R, N> List<R> changed(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<N> reader,
      Function<R, N> name);
}
