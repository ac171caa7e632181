package io.perdure.store.jooq.sql;

import io.perdure.store.jooq.dialect.Dialect;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The compiled statements of one open database. Thread-safe. */
public final class Statements {
  private final Dialect dialect;
  private final Map<CompiledSql, RenderedSql> rendered = new ConcurrentHashMap<>();

  /** Compiles those statements now, so that a mistake fails the opening and not the first call. */
  public Statements(Dialect dialect, Collection<CompiledSql> statements) {
    this.dialect = dialect;
    statements.forEach(this::of);
  }

  RenderedSql of(CompiledSql sql) {
    RenderedSql known = rendered.get(sql);
    return known != null
        ? known
        : rendered.computeIfAbsent(sql, any -> RenderedSql.render(any, dialect));
  }

  /** The text of the statement as it is prepared; for plans and counts. */
  public String text(CompiledSql sql) {
    return of(sql).text();
  }

  public Dialect dialect() {
    return dialect;
  }
}
