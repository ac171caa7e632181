package io.perdure.store.jooq;

import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.tasks.SqlTasksReader;
import io.perdure.store.jooq.timers.SqlTimersReader;
import java.time.Duration;
import java.util.Optional;

/** Waits until a room of a namespace has something to do. */
final class Await {
  private Await() {}

  static boolean due(Engine engine, String namespace, Duration atMost) {
    Checks.duration("atMost", atMost);
    SqlTimersReader timers = new SqlTimersReader(engine.access(namespace), namespace);
    return engine.waking().await(timers.topic(), atMost, timers::untilDue);
  }

  static boolean task(
      Engine engine, String namespace, String queue, Optional<String> node, Duration atMost) {
    Checks.id("queue", queue);
    node.ifPresent(given -> Checks.id("node", given));
    Checks.duration("atMost", atMost);
    SqlTasksReader tasks = new SqlTasksReader(engine.access(namespace), namespace);
    return engine.waking().await(tasks.topic(queue), atMost, () -> tasks.untilDue(queue, node));
  }
}
