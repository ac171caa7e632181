package io.perdure.conformance.kit;

import io.perdure.Perdure;
import io.perdure.store.jooq.RoomStatements;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.Statements;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of all rooms as an open database was compiled them. */
public final class StatementTexts {
  private StatementTexts() {}

  /** Their texts as they are prepared, by their names. */
  public static Map<String, String> of(Perdure perdure) throws ReflectiveOperationException {
    Field engine = Perdure.class.getDeclaredField("engine");
    engine.setAccessible(true);
    Dialect dialect =
        ((Engine) engine.get(perdure)).access("kit").read("kit.statements", Session::dialect);
    List<CompiledSql> all = List.copyOf(RoomStatements.of(dialect));
    Statements statements = new Statements(dialect, all);
    Map<String, String> texts = new LinkedHashMap<>();
    for (CompiledSql sql : all) {
      if (texts.put(sql.name(), statements.text(sql)) != null) {
        throw new AssertionError("two statements are named " + sql.name());
      }
    }
    return texts;
  }
}
