package io.perdure.store.jooq;

import io.perdure.store.Snapshot;
import io.perdure.store.SnapshotBody;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.BodyContext;
import io.perdure.store.jooq.engine.Engine;

/** The rooms, for reading, of the body that runs. */
final class BodySnapshot extends SqlRoomsReader implements Snapshot {
  private BodySnapshot(BodyContext context, String namespace) {
    super(context, namespace);
  }

  static <T, X extends Exception> T run(Engine engine, String namespace, SnapshotBody<T, X> body)
      throws X {
    Checks.present("body", body);
    return engine.snapshot(namespace, context -> body.run(new BodySnapshot(context, namespace)));
  }
}
