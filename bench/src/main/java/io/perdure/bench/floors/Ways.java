package io.perdure.bench.floors;

import io.perdure.bench.work.Database;
import io.perdure.bench.work.Database.Kind;
import java.util.List;

/** The connections of a floor. */
final class Ways implements AutoCloseable {
  private final Way transactions;
  private final Way statements;

  Ways(Floor.Style style, Database database) {
    if (database.kind() == Kind.POSTGRES || style == Floor.Style.NAIVE) {
      this.transactions = new OwnDesks(database, OwnDesks.Around.TRANSACTION);
    } else if (style == Floor.Style.USUAL) {
      this.transactions = new OneDesk(Desk.at(database));
    } else {
      this.transactions = new SharedCommits(Desk.at(database));
    }
    this.statements = new OwnDesks(database, OwnDesks.Around.NOTHING);
  }

  /** For what is a transaction. */
  Way transactions() {
    return transactions;
  }

  /** For what is one statement, on a connection of the caller's own. */
  Way statements() {
    return statements;
  }

  @Override
  public void close() {
    List.of(transactions, statements).forEach(Way::close);
  }
}
