package io.perdure.store.jooq.dialect;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * How one database is given many rows of values for one statement: as arrays, in a single round
 * trip, or row after row. The statement is written once, with the rows as a table in it.
 */
public interface ManyRows {
  /** What the rows are called in the statement. */
  String NAME = "many";

  /**
   * A column of the rows.
   *
   * @param value what a row has there: a String, a Long, an array of bytes, or nothing
   */
  record Column<R>(Field<?> field, Function<R, @Nullable Object> value) {}

  /** The rows as a table, to be read from in a statement. */
  Table<?> table(List<? extends Column<?>> columns);

  /** The column of the rows that is named and typed as that one. */
  static <T> Field<T> of(Field<T> column) {
    return field(name(NAME, column.getName()), column.getDataType());
  }

  /**
   * Runs a statement that has such a table, and answers the rows of its answers.
   *
   * @param common sets the parameters that are no columns
   */
  <R, T> List<T> run(
      Session session,
      CompiledSql statement,
      Consumer<Bound> common,
      List<Column<R>> columns,
      List<R> rows,
      RowReader<T> reader);
}
