package io.perdure.store.jooq.sql;

import io.perdure.store.jooq.dialect.Dialect;
import java.util.function.Function;
import org.jooq.Query;

/**
 * A statement written once as a typed jOOQ query with named parameters, rendered once per database
 * at open, and run on a cached prepared statement: the query's types at the cost of raw JDBC.
 *
 * <p>Instances are constants; identity is what counts. See docs/decisions for the measurements.
 */
public final class CompiledSql {
  private final String name;
  private final Function<Dialect, Query> query;

  private CompiledSql(String name, Function<Dialect, Query> query) {
    this.name = name;
    this.query = query;
  }

  /**
   * A statement of that name.
   *
   * @param name room and purpose, like {@code history.head}; for messages and plans
   * @param query builds the query; all its bind values must be named parameters
   */
  public static CompiledSql of(String name, Function<Dialect, Query> query) {
    return new CompiledSql(name, query);
  }

  public String name() {
    return name;
  }

  /** The query for that dialect. */
  Query query(Dialect dialect) {
    return query.apply(dialect);
  }

  @Override
  public String toString() {
    return name;
  }
}
