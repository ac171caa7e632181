package io.perdure.bench.peers.essentials;

import com.zaxxer.hikari.HikariDataSource;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.transaction.EventStoreManagedUnitOfWorkFactory;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Work;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Essentials on one schema: its event store, and a queue with a table of its own for each work. */
final class Essentials implements Entrant {
  private static final int CONNECTIONS = 20;

  private final Database database;
  private final HikariDataSource pool;
  private final EventStoreManagedUnitOfWorkFactory transactions;
  private final Appending appending;
  private int queues;

  Essentials(Database database) {
    this.database = database;
    pool = Pools.of(database, CONNECTIONS);
    Jdbi jdbi = Jdbi.create(pool);
    jdbi.installPlugin(new PostgresPlugin());
    transactions = new EventStoreManagedUnitOfWorkFactory(jdbi);
    appending = new Appending(jdbi, transactions);
  }

  @Override
  public String name() {
    return "Essentials 0.40.23";
  }

  @Override
  public Optional<Operation> operation(Work work) {
    if (work instanceof Work.Append append) {
      return Optional.of(appending.operation(append));
    }
    if (work instanceof Work.ClaimComplete claim && claim.batch() == 1) {
      return Optional.of(next(1, claim.waiting()));
    }
    if (work instanceof Work.DueFired fired) {
      return Optional.of(next(fired.page(), 0));
    }
    return Optional.empty();
  }

  private Operation next(int batch, int waiting) {
    queues++;
    return new Messages(database, transactions, "durable_queues_" + queues, batch, waiting);
  }

  @Override
  public String difference(Work work) {
    if (work instanceof Work.Append) {
      return "more: a number over all events of a type, ids and metadata for each, jsonb that can be queried; less: only"
          + " a unique key guards the head, and nothing keeps the head, the status or a chain of runs";
    }
    if (work instanceof Work.ClaimComplete claim && claim.batch() == 1) {
      return "more: messages with an order for each key, for which each claim looks through what waits; less: deletes"
          + " what is acknowledged, by its id alone: no fence";
    }
    if (work instanceof Work.DueFired) {
      return "its timers are delayed messages, claimed and acknowledged one by one";
    }
    return "left out: it claims and acknowledges one message at a time";
  }

  @Override
  public void close() {
    pool.close();
  }
}
