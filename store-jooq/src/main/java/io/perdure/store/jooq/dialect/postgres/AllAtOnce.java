package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.dialect.ClockTable;
import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * One array per column: a single statement for any number of rows, and another for a single one.
 */
final class AllAtOnce implements ManyRows {
  private static final ArrayRows ROWS = new ArrayRows("many");

  private final Table<?> clock;

  /**
   * On a database whose clock is read so.
   *
   * @param now the clock, read whenever it is met
   */
  AllAtOnce(Field<Long> now) {
    clock = ClockTable.of(now);
  }

  @Override
  public Given one(List<? extends Field<?>> columns) {
    return new InTables(ROWS.one(columns), clock);
  }

  @Override
  public Given any(List<? extends Field<?>> columns) {
    return new InTables(ROWS.anyNumber(columns.toArray(Field<?>[]::new)), clock);
  }

  @Override
  public List<CompiledSql> statements(ManySql<?> statement) {
    return List.of(statement.any(), statement.one());
  }

  @Override
  public <R, T> List<T> run(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<T> reader) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Bound bound = session.bind(rows.size() == 1 ? statement.one() : statement.any());
    common.accept(bound);
    for (Column<R> column : statement.columns()) {
      if (rows.size() == 1) {
        column.set(bound, rows.get(0));
      } else {
        @Nullable Object[] values = rows.stream().map(column.value()).toArray(size(column));
        ArrayRows.set(bound, column.field(), values);
      }
    }
    return bound.list(reader);
  }

  @Override
  public <R, N> List<R> changed(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<N> reader,
      Function<R, N> name) {
    Set<N> changed = new HashSet<>(run(session, statement, common, rows, reader));
    return rows.stream().filter(row -> changed.contains(name.apply(row))).toList();
  }

  /** The driver takes bytes only in an array of such arrays. */
  private static IntFunction<@Nullable Object[]> size(Column<?> column) {
    return column.field().getType() == byte[].class ? byte[][]::new : Object[]::new;
  }

  private record InTables(Table<?> values, Table<?> clock) implements Given {
    @Override
    public <T> Field<T> of(Field<T> column) {
      return ROWS.of(column);
    }

    @Override
    public Field<Long> now() {
      return ClockTable.NOW;
    }

    @Override
    public List<Table<?>> rows() {
      return List.of(values);
    }

    @Override
    public List<Table<?>> rowsAndClock() {
      return List.of(values, clock);
    }

    @Override
    public boolean manyAtOnce() {
      return true;
    }
  }
}
