package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** One array per column: a single statement for any number of rows. */
final class AllAtOnce implements ManyRows {
  private static final ArrayRows ROWS = new ArrayRows(NAME);

  @Override
  public Table<?> table(List<? extends Column<?>> columns) {
    return ROWS.anyNumber(columns.stream().map(Column::field).toArray(Field<?>[]::new));
  }

  @Override
  public <R, T> List<T> run(
      Session session,
      CompiledSql statement,
      Consumer<Bound> common,
      List<Column<R>> columns,
      List<R> rows,
      RowReader<T> reader) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Bound bound = session.bind(statement);
    common.accept(bound);
    for (Column<R> column : columns) {
      @Nullable Object[] values = rows.stream().map(column.value()).toArray(size(column));
      ArrayRows.set(bound, column.field(), values);
    }
    return bound.list(reader);
  }

  /** The driver takes bytes only in an array of such arrays. */
  private static IntFunction<@Nullable Object[]> size(Column<?> column) {
    return column.field().getType() == byte[].class ? byte[][]::new : Object[]::new;
  }
}
