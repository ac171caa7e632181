package io.perdure.bench.own;

import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.nio.file.Path;
import java.util.Optional;

/** Perdure, opened as it is by default. */
public final class PerdureEntry implements Entry {
  /** What it is called in rows. */
  public static final String NAME = "Perdure";

  private static final String SQLITE = "jdbc:sqlite:";
  private static final int POOL = 40;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Entrant> enter(Database database) {
    return Optional.of(entrant(open(database)));
  }

  /** The operations of a store that is open, which they close. */
  public static Entrant entrant(Perdure perdure) {
    return entrant(perdure, new Stock(perdure.namespace(Stock.NAMESPACE)));
  }

  /** The same, with what is put into it beside. */
  public static Entrant entrant(Perdure perdure, Stock stock) {
    return new PerdureEntrant(perdure, stock);
  }

  /** Opens the store of that database, and makes its tables. */
  public static Perdure open(Database database) {
    if (database.kind() == Database.Kind.SQLITE) {
      Path file = Path.of(database.url().substring(SQLITE.length()));
      return Perdure.sqlite(file).migrateOnOpen().open();
    }
    PostgresOptions door =
        Perdure.postgres(database.url()).schema(database.schema()).poolSize(POOL).migrateOnOpen();
    return (database.user().isEmpty()
            ? door
            : door.credentials(database.user(), database.password()))
        .open();
  }
}
