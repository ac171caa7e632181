package io.perdure.bench.peers.essentials;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.Optional;

/** Essentials can take part, on Postgres. */
public final class EssentialsEntry implements Entry {
  @Override
  public String name() {
    return "Essentials";
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return database.kind() == Database.Kind.POSTGRES
        ? Optional.of(new Essentials(database))
        : Optional.empty();
  }
}
