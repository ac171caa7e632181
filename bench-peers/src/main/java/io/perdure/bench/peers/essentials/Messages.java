package io.perdure.bench.peers.essentials;

import dk.cloudcreate.essentials.components.foundation.json.JacksonJSONSerializer;
import dk.cloudcreate.essentials.components.foundation.messaging.queue.Message;
import dk.cloudcreate.essentials.components.foundation.messaging.queue.QueueEntryId;
import dk.cloudcreate.essentials.components.foundation.messaging.queue.QueueName;
import dk.cloudcreate.essentials.components.foundation.messaging.queue.QueuedMessage;
import dk.cloudcreate.essentials.components.foundation.transaction.jdbi.HandleAwareUnitOfWork;
import dk.cloudcreate.essentials.components.foundation.transaction.jdbi.HandleAwareUnitOfWorkFactory;
import dk.cloudcreate.essentials.components.queue.postgresql.PostgresqlDurableQueues;
import io.perdure.bench.harness.Called;
import io.perdure.bench.peers.PeerException;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Messages of a queue with a table of its own, asked for one by one and acknowledged. */
final class Messages implements Called {
  private static final QueueName QUEUE = QueueName.of("measured");
  private static final int BYTES = 256;
  private static final int MOST = 1_000;
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final Database database;
  private final String table;
  private final PostgresqlDurableQueues queues;
  private final int batch;
  private final int behind;
  private boolean filled;

  /**
   * @param batch messages of one run
   * @param behind messages that are due behind those that are claimed
   */
  Messages(
      Database database,
      HandleAwareUnitOfWorkFactory<? extends HandleAwareUnitOfWork> transactions,
      String table,
      int batch,
      int behind) {
    this.database = database;
    this.table = table;
    this.batch = batch;
    this.behind = behind;
    this.queues =
        PostgresqlDurableQueues.builder()
            .setUnitOfWorkFactory(transactions)
            .setJsonSerializer(new JacksonJSONSerializer(Json.mapper()))
            .setSharedQueueTableName(table)
            .setMessageHandlingTimeout(LEASE)
            .build();
  }

  @Override
  public void prepare(int runs) {
    int left = filled ? runs * batch : runs * batch + behind;
    for (; left > 0; left -= MOST) {
      queues.queueMessages(
          QUEUE, Collections.nCopies(Math.min(left, MOST), Message.of(Charged.of(BYTES))));
    }
    if (!filled) {
      Pools.settle(database, table);
    }
    filled = true;
  }

  @Override
  public void run() {
    List<QueueEntryId> claimed = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      QueuedMessage message =
          queues
              .getNextMessageReadyForDelivery(QUEUE)
              .orElseThrow(() -> new PeerException("no message is ready"));
      claimed.add(message.getId());
    }
    for (QueueEntryId message : claimed) {
      if (!queues.acknowledgeMessageAsHandled(message)) {
        throw new PeerException(message + " was not there to be acknowledged");
      }
    }
  }
}
