package io.perdure.store.jooq.dialect.sqlite;

import static org.jooq.impl.DSL.param;

import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.RowReader;
import io.perdure.store.jooq.sql.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Table;

/**
 * A statement for each row, since none costs a round trip here. The values stand in their places:
 * to update a table from another, even of one row, SQLite first collects what they have in common.
 */
final class RowAfterRow implements ManyRows {
  private static final Given IN_PLACE =
      new Given() {
        @Override
        public <T> Field<T> of(Field<T> column) {
          return param(column.getName(), column);
        }

        @Override
        public Field<Long> now() {
          return SqliteDialect.CLOCK;
        }

        @Override
        public List<Table<?>> rows() {
          return List.of();
        }

        @Override
        public List<Table<?>> rowsAndClock() {
          return List.of();
        }

        @Override
        public boolean manyAtOnce() {
          return false;
        }
      };

  @Override
  public Given any(List<? extends Field<?>> columns) {
    return IN_PLACE;
  }

  @Override
  public Given one(List<? extends Field<?>> columns) {
    return IN_PLACE;
  }

  @Override
  public List<CompiledSql> statements(ManySql<?> statement) {
    return List.of(statement.any());
  }

  @Override
  public <R, T> List<T> run(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<T> reader) {
    List<T> answers = new ArrayList<>();
    each(
        session,
        statement,
        common,
        rows,
        (bound, row) -> answers.addAll(bound.listAndKeep(reader)));
    return answers;
  }

  @Override
  public <R, N> List<R> changed(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      RowReader<N> reader,
      Function<R, N> name) {
    List<R> changed = new ArrayList<>();
    each(
        session,
        statement,
        common,
        rows,
        (bound, row) -> {
          if (bound.updateAndKeep() > 0) {
            changed.add(row);
          }
        });
    return changed;
  }

  /** Makes the call with the values of each row; sets what is common, the clock too, once. */
  private static <R> void each(
      Session session,
      ManySql<R> statement,
      Consumer<Bound> common,
      List<R> rows,
      BiConsumer<Bound, R> call) {
    if (rows.isEmpty()) {
      return;
    }
    Bound bound = session.bind(statement.any());
    common.accept(bound);
    for (R row : rows) {
      statement.columns().forEach(column -> column.set(bound, row));
      call.accept(bound, row);
    }
    bound.end();
  }
}
