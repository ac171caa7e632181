package io.perdure.store.jooq;

import io.perdure.store.SnapshotBody;
import io.perdure.store.StoreReader;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Engine;
import java.time.Duration;
import java.util.Optional;

/** One namespace of an engine's database, for reading. */
public final class NamespaceReader extends SqlRoomsReader implements StoreReader {
  private final Engine engine;

  public NamespaceReader(Engine engine, String namespace) {
    super(engine.access(namespace), namespace);
    this.engine = engine;
  }

  @Override
  public <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X {
    return BodySnapshot.run(engine, namespace(), body);
  }

  @Override
  public boolean awaitDue(Duration atMost) {
    return Await.due(engine, namespace(), atMost);
  }

  @Override
  public boolean awaitTask(String queue, Duration atMost) {
    return Await.task(engine, namespace(), queue, Optional.empty(), atMost);
  }

  @Override
  public boolean awaitTask(String queue, String node, Duration atMost) {
    Optional<String> given = Optional.of(Checks.id("node", node));
    return Await.task(engine, namespace(), queue, given, atMost);
  }
}
