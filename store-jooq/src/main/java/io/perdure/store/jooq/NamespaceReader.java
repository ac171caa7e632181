package io.perdure.store.jooq;

import io.perdure.store.SnapshotBody;
import io.perdure.store.StoreReader;
import io.perdure.store.jooq.engine.Engine;
import java.time.Duration;

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
}
