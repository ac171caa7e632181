package io.perdure.store.jooq.dialect.postgres;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.sql.Bound;
import java.util.List;
import java.util.StringJoiner;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a statement is given as one array parameter per column, each named as its column is: a
 * single round trip for any number of them.
 *
 * @param alias what the rows are called in the statement
 */
record ArrayRows(String alias) {
  /**
   * The rows as a table. The unqualified {@code unnest} of several arrays is grammar, and always
   * the built-in one; the casts name their types with the schema, so that no search path can shadow
   * them.
   */
  Table<?> table(Field<?>... columns) {
    return named(unnest("cast({%d} as pg_catalog.%s[])", columns), columns);
  }

  /**
   * The same, planned as if their number were unknown, and small. The planner otherwise looks how
   * many rows there are, finds fewer cheaper than any number, and plans anew for each call: what
   * joins them to a table is the same plan each time, and takes less than the planning. And where
   * it takes the table for a small one, as long as nobody has counted its rows, it would read the
   * table once rather than look ten rows up; of what a limit cuts that it cannot know it reckons
   * with one.
   */
  Table<?> anyNumber(Field<?>... columns) {
    String rows = unnest("(select cast({%d} as pg_catalog.%s[]))", columns);
    return named(
        "(select * from " + rows + " limit (select cast(null as pg_catalog.int8)))", columns);
  }

  /** A single row, whose values are no arrays. */
  Table<?> one(List<? extends Field<?>> columns) {
    return select(
            columns.stream()
                .map(
                    column ->
                        DSL.field(
                                "cast({0} as pg_catalog.%s)".formatted(elementType(column)),
                                param(column.getName()))
                            .as(column.getUnqualifiedName()))
                .toList())
        .asTable(alias);
  }

  private static String unnest(String array, Field<?>... columns) {
    StringJoiner template = new StringJoiner(", ", "unnest(", ")");
    for (int i = 0; i < columns.length; i++) {
      template.add(array.formatted(i, elementType(columns[i])));
    }
    return template.toString();
  }

  private Table<?> named(String template, Field<?>... columns) {
    Field<?>[] arrays = new Field<?>[columns.length];
    String[] names = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      names[i] = columns[i].getName();
      arrays[i] = param(names[i]);
    }
    return DSL.table(template, (Object[]) arrays).as(alias, names);
  }

  /** The column of the rows that is named and typed as that one. */
  <T> Field<T> of(Field<T> column) {
    return field(name(alias, column.getName()), column.getDataType());
  }

  /** Sets the values of a column, which the driver sends in binary form. */
  static void set(Bound statement, Field<?> column, @Nullable Object[] values) {
    statement.set(column.getName(), elementType(column), values);
  }

  /** The database's name of the type that the column's values have. */
  private static String elementType(Field<?> column) {
    Class<?> type = column.getType();
    if (type == byte[].class) {
      return "bytea";
    }
    return type == String.class ? "text" : "int8";
  }
}
