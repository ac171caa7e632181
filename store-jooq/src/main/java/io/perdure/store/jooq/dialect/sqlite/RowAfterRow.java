package io.perdure.store.jooq.dialect.sqlite;

import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** A table of one row, whose values are parameters: a statement costs no round trip here. */
final class RowAfterRow implements ManyRows {
  @Override
  public Table<?> table(List<? extends Column<?>> columns) {
    List<Field<?>> values = new ArrayList<>();
    for (Column<?> column : columns) {
      values.add(
          param(column.field().getName(), column.field()).as(column.field().getUnqualifiedName()));
    }
    return select(values).asTable(NAME);
  }

  @Override
  public <R, T> List<T> run(
      Session session,
      CompiledSql statement,
      Consumer<Bound> common,
      List<Column<R>> columns,
      List<R> rows,
      RowReader<T> reader) {
    List<T> answers = new ArrayList<>();
    for (R row : rows) {
      Bound bound = session.bind(statement);
      common.accept(bound);
      for (Column<R> column : columns) {
        set(bound, column.field().getName(), column.value().apply(row));
      }
      answers.addAll(bound.list(reader));
    }
    return answers;
  }

  private static void set(Bound bound, String parameter, @Nullable Object value) {
    if (value instanceof byte[] bytes) {
      bound.set(parameter, bytes);
    } else if (value instanceof Long number) {
      bound.set(parameter, number);
    } else {
      bound.set(parameter, (String) value);
    }
  }
}
