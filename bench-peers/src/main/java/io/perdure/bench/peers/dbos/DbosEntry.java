package io.perdure.bench.peers.dbos;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.util.Optional;

/** DBOS can take part, on Postgres. */
public final class DbosEntry implements Entry {
  @Override
  public String name() {
    return "DBOS";
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return database.kind() == Database.Kind.POSTGRES
        ? Optional.of(new Dbos(database))
        : Optional.empty();
  }
}
