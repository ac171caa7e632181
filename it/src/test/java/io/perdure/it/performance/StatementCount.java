package io.perdure.it.performance;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an engine on SQLite runs, where no server can be asked: puts a proxy in place of each
 * prepared statement that the engine keeps. Statements that are prepared for one use are not seen.
 */
final class StatementCount {
  private final Object engine;
  private final AtomicInteger executed = new AtomicInteger();
  private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Counts what that engine runs on what it keeps from now on. */
  StatementCount(Object engine) {
    this.engine = engine;
  }

  /**
   * How many statements were executed since the last time, of those that were kept at that time.
   */
  int take() throws IllegalAccessException {
    int count = executed.getAndSet(0);
    replaceAll();
    return count;
  }

  /** How many statements are counted. */
  int kept() {
    return counted.size();
  }

  private void replaceAll() throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(engine);
    while (!open.isEmpty()) {
      Object next = open.remove();
      if (seen.add(next)) {
        if (next instanceof Map<?, ?> map) {
          replaceIn(map, open);
        } else if (next instanceof Collection<?> collection) {
          collection.stream().filter(StatementCount::present).forEach(open::add);
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
        ((Map.Entry<Object, Object>) entry).setValue(counting(statement));
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
          field.set(holder, counting(statement));
        } else if (value != null) {
          open.add(value);
        }
      }
    }
  }

  private PreparedStatement counting(PreparedStatement statement) {
    if (counted.contains(statement)) {
      return statement;
    }
    AtomicInteger batch = new AtomicInteger();
    PreparedStatement proxy =
        (PreparedStatement)
            Proxy.newProxyInstance(
                StatementCount.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, arguments) -> {
                  String name = method.getName();
                  if (name.equals("addBatch")) {
                    batch.incrementAndGet();
                  } else if (name.endsWith("Batch") && name.startsWith("execute")) {
                    executed.addAndGet(batch.getAndSet(0));
                  } else if (name.startsWith("execute")) {
                    executed.incrementAndGet();
                  }
                  try {
                    return method.invoke(statement, arguments);
                  } catch (InvocationTargetException e) {
                    Throwable cause = e.getCause();
                    throw cause == null ? e : cause;
                  }
                });
    counted.add(proxy);
    return proxy;
  }
}
