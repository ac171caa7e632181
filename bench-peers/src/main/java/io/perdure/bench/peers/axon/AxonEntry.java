package io.perdure.bench.peers.axon;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.Optional;

/** Axon can take part, on Postgres. */
public final class AxonEntry implements Entry {
  @Override
  public String name() {
    return "Axon";
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return database.kind() == Database.Kind.POSTGRES
        ? Optional.of(new Axon(database))
        : Optional.empty();
  }
}
