package io.perdure.store.jooq.dialect;

import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/**
 * What a statement on many rows is given, as it stands in its text: the values of a row, and the
 * clock. Where they stand in tables, the statement reads from those.
 */
public interface Given {
  /** The value that a row has in the column that is named and typed as that one. */
  <T> Field<T> of(Field<T> column);

  /** The store's clock, read once for all rows, from {@link #rowsAndClock()}. */
  Field<Long> now();

  /** What the values are to be read from; nothing if they stand in their places. */
  List<Table<?>> rows();

  /** The same, and what the clock is to be read from. */
  List<Table<?>> rowsAndClock();

  /** Whether it has many rows to do with at a time, and so must answer which of them it changed. */
  boolean manyAtOnce();
}
