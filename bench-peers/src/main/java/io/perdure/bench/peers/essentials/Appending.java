package io.perdure.bench.peers.essentials;

import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.PostgresqlEventStore;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.eventstream.AggregateType;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.eventstream.IdentifierColumnType;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.eventstream.JSONColumnType;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.AggregateEventStreamConfiguration;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.EventMetaData;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.PersistableEvent;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.table_per_aggregate_type.SeparateTablePerAggregateEventStreamConfiguration;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.table_per_aggregate_type.SeparateTablePerAggregateTypeEventStreamConfigurationFactory;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.persistence.table_per_aggregate_type.SeparateTablePerAggregateTypePersistenceStrategy;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.serializer.json.JacksonJSONEventSerializer;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.transaction.EventStoreManagedUnitOfWorkFactory;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.types.EventOrder;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.types.EventRevision;
import dk.cloudcreate.essentials.components.eventsourced.eventstore.postgresql.types.EventTypeOrName;
import dk.cloudcreate.essentials.components.foundation.types.CorrelationId;
import dk.cloudcreate.essentials.components.foundation.types.EventId;
import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Lanes;
import io.perdure.bench.work.Work;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The event store. */
final class Appending {
  private static final AggregateType TYPE = AggregateType.of("Orders");

  private final EventStoreManagedUnitOfWorkFactory transactions;
  private final PostgresqlEventStore<SeparateTablePerAggregateEventStreamConfiguration> store;
  private long workflows;

  Appending(Jdbi jdbi, EventStoreManagedUnitOfWorkFactory transactions) {
    this.transactions = transactions;
    this.store =
        new PostgresqlEventStore<>(
            transactions,
            new SeparateTablePerAggregateTypePersistenceStrategy(
                jdbi,
                transactions,
                Appending::event,
                SeparateTablePerAggregateTypeEventStreamConfigurationFactory
                    .standardSingleTenantConfiguration(
                        new JacksonJSONEventSerializer(Json.mapper()),
                        IdentifierColumnType.TEXT,
                        JSONColumnType.JSONB),
                List.of()));
    store.addAggregateEventStreamConfiguration(TYPE, String.class);
  }

  Operation operation(Work.Append append) {
    List<Charged> events = Collections.nCopies(append.events(), Charged.of(append.bytes()));
    Lanes<Heads> lanes = Lanes.of(append.callers(), caller -> new Heads(next()));
    return new Called() {
      @Override
      public void prepare(int runs) {}

      @Override
      public void run() {
        Heads heads = lanes.take();
        EventOrder last = EventOrder.of(heads.head() - 1);
        transactions.usingUnitOfWork(
            () -> store.appendToStream(TYPE, heads.workflow(), last, events));
        heads.appended(append.events());
        lanes.give(heads);
      }
    };
  }

  private long next() {
    workflows += Heads.WORKFLOWS;
    return workflows;
  }

  @SuppressWarnings("NullAway") // It takes null for what is not there.
  private static PersistableEvent event(
      Object workflow, AggregateEventStreamConfiguration to, Object event, EventOrder order) {
    return PersistableEvent.from(
        EventId.random(),
        to.aggregateType,
        workflow,
        EventTypeOrName.with(event.getClass()),
        event,
        order,
        EventRevision.of(1),
        new EventMetaData(),
        OffsetDateTime.now(ZoneOffset.UTC),
        null,
        CorrelationId.random(),
        null);
  }
}
