package io.perdure.demo;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import java.time.Instant;

/** A worker that does not know that it is dead: it was only slow, say, and now it goes on. */
final class Ghost {
  private Ghost() {}

  /** Tries to settle a task by a claim that another has taken over; answers whether it could. */
  static boolean settles(Store store, Handovers.Held lost) {
    WorkflowId order = lost.task().workflow().orElseThrow();
    NewEvent event = NewEvent.of("DoneByAGhost", Payload.empty(), Instant.now());
    try {
      store.transact(
          tx -> {
            tx.tasks().complete(lost.claim());
            return tx.history().append(order, tx.history().head(order), event);
          });
      return true;
    } catch (ClaimLostException refused) {
      return false;
    }
  }
}
