package io.perdure.conformance.kit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.PreparedStatement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a test hear what an engine on SQLite runs, where no server can be asked: puts a proxy in
 * place of each prepared statement that the engine keeps. Statements that are prepared for one use
 * are not heard.
 */
public final class KeptStatements {
  private final Object engine;
  private final Ear ear;
  private final Set<Object> heard = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The statements of that engine, none of them heard yet. */
  public KeptStatements(Object engine, Ear ear) {
    this.engine = engine;
    this.ear = ear;
  }

  /** How many statements are heard. */
  public int count() {
    return heard.size();
  }

  /** Lets those be heard that are kept now. */
  public void hear() throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(engine);
    while (!open.isEmpty()) {
      Object next = open.remove();
      if (seen.add(next)) {
        if (next instanceof Map<?, ?> map) {
          replaceIn(map, open);
        } else if (next instanceof Collection<?> collection) {
          collection.stream().filter(KeptStatements::present).forEach(open::add);
        } else if (next instanceof Optional<?> optional) {
          optional.ifPresent(open::add);
        } else if (next.getClass().getName().startsWith("io.perdure.")) {
          replaceIn(next, open);
        }
      }
    }
  }

  private static boolean present(@Nullable Object value) {
    return value != null;
  }

  @SuppressWarnings("unchecked") // Whoever has statements in a map takes a statement there.
  private void replaceIn(Map<?, ?> map, Deque<Object> open) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() instanceof PreparedStatement statement) {
        ((Map.Entry<Object, Object>) entry).setValue(hearing(statement));
      } else if (entry.getValue() != null) {
        open.add(entry.getValue());
      }
    }
  }

  private void replaceIn(Object holder, Deque<Object> open) throws IllegalAccessException {
    for (Class<?> type = holder.getClass();
        type != null && type.getName().startsWith("io.perdure.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType().isPrimitive() || Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        field.setAccessible(true);
        Object value = field.get(holder);
        if (value instanceof PreparedStatement statement) {
          field.set(holder, hearing(statement));
        } else if (value != null) {
          open.add(value);
        }
      }
    }
  }

  private PreparedStatement hearing(PreparedStatement statement) {
    if (heard.contains(statement)) {
      return statement;
    }
    // The driver's text for a statement is its SQL, then a line of parameters.
    String sql = String.valueOf(statement).split(" *\n", 2)[0];
    PreparedStatement proxy = HeardStatement.of(PreparedStatement.class, statement, sql, ear);
    heard.add(proxy);
    return proxy;
  }
}
