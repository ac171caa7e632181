package io.perdure.store.jooq.dialect;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import org.jooq.Field;
import org.jooq.Table;

/** The store's clock in a table of one row, so that a statement reads it once. */
public final class ClockTable {
  private static final String NAME = "clock";

  /** The instant, in a statement that reads from {@link #of}. */
  public static final Field<Long> NOW = field(name(NAME, "now"), Long.class);

  private ClockTable() {}

  /**
   * The table.
   *
   * @param now the clock, read whenever it is met; see {@link Dialect#now}
   */
  public static Table<?> of(Field<Long> now) {
    return select(now.as(NOW.getUnqualifiedName())).asTable(NAME);
  }
}
