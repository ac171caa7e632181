package io.perdure.store.jooq.sql;

import io.perdure.store.jooq.dialect.Dialect;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * A statement with a limit, which is a literal where it is a usual one.
 *
 * <p>Postgres takes a limit that is a parameter for a tenth of all rows when it plans for any
 * value, and so plans anew for each call.
 */
public final class LimitedSql {
  private static final String LIMIT = "limit";
  private static final int[] USUAL = {1, 2, 5, 10, 20, 50, 100, 200, 500, 512, 1000};

  private final CompiledSql any;
  private final Map<Integer, CompiledSql> usual;

  private LimitedSql(CompiledSql any, Map<Integer, CompiledSql> usual) {
    this.any = any;
    this.usual = usual;
  }

  /**
   * A statement of that name.
   *
   * @param query builds the query for a dialect and a limit
   */
  public static LimitedSql of(String name, BiFunction<Dialect, Field<Long>, Query> query) {
    // A page asks for one row more than its size, to know whether there is another page.
    Map<Integer, CompiledSql> usual =
        Arrays.stream(USUAL)
            .flatMap(size -> IntStream.of(size, size + 1))
            .distinct()
            .boxed()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    limit ->
                        CompiledSql.of(
                            name + "." + limit,
                            dialect -> query.apply(dialect, DSL.inline((long) limit)))));
    return new LimitedSql(
        CompiledSql.of(name, dialect -> query.apply(dialect, DSL.param(LIMIT, Long.class))), usual);
  }

  /** Begins to run it with that limit. */
  public Bound bind(Session session, int limit) {
    CompiledSql literal = usual.get(limit);
    return literal == null ? session.bind(any).set(LIMIT, limit) : session.bind(literal);
  }

  /** What is to be compiled when a database is opened; the usual limits are when they are met. */
  public CompiledSql any() {
    return any;
  }
}
