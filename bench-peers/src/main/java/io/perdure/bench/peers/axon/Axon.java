package io.perdure.bench.peers.axon;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.peers.Payloads;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Inputs;
import io.perdure.bench.work.Lanes;
import io.perdure.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.json.JacksonSerializer;

/** Axon's storage of events, on one schema. */
final class Axon implements Entrant {
  private static final int CONNECTIONS = 20;

  private final HikariDataSource pool;
  private final BoundTransactions transactions;
  private final JdbcEventStorageEngine single;
  private final JdbcEventStorageEngine several;
  private long workflows;

  Axon(Database database) {
    HikariConfig config = Pools.config(database);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.setMaximumPoolSize(CONNECTIONS);
    pool = new HikariDataSource(config);
    transactions = new BoundTransactions(pool);
    JacksonSerializer jackson = JacksonSerializer.defaultSerializer();
    JdbcEventStorageEngine.Builder builder =
        JdbcEventStorageEngine.builder().eventSerializer(jackson).snapshotSerializer(jackson);
    single =
        builder
            .connectionProvider(pool::getConnection)
            .transactionManager(NoTransactionManager.INSTANCE)
            .build();
    single.createSchema(PostgresEventTableFactory.INSTANCE);
    several = builder.connectionProvider(transactions).transactionManager(transactions).build();
  }

  @Override
  public String name() {
    return "Axon 4.13.0";
  }

  @Override
  public Optional<Operation> operation(Work work) {
    if (!(work instanceof Work.Append append)) {
      return Optional.empty();
    }
    JdbcEventStorageEngine engine = append.events() == 1 ? single : several;
    String payload = Payloads.json(append.bytes());
    Lanes<Heads> lanes = Lanes.of(append.callers(), caller -> new Heads(next()));
    return Optional.of(
        new Called() {
          @Override
          public void prepare(int runs) {}

          @Override
          public void run() {
            Heads heads = lanes.take();
            engine.appendEvents(messages(heads, append.events(), payload));
            heads.appended(append.events());
            lanes.give(heads);
          }
        });
  }

  private long next() {
    workflows += Heads.WORKFLOWS;
    return workflows;
  }

  private static List<EventMessage<?>> messages(Heads heads, int events, String payload) {
    List<EventMessage<?>> messages = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      messages.add(
          new GenericDomainEventMessage<>(
              Inputs.TYPE, heads.workflow(), heads.head() + i, payload));
    }
    return messages;
  }

  @Override
  public String difference(Work work) {
    if (work instanceof Work.Append) {
      return "more: a number over all events, an id and metadata for each; less: only a unique key guards the head"
          + " (a number that is too high leaves a gap), nothing keeps the head, the status or a chain of runs;"
          + " payloads are JSON";
    }
    return "has no queue and no timers in this engine; its deadlines need another scheduler";
  }

  @Override
  public void close() {
    pool.close();
  }
}
