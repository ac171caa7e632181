package io.perdure.conformance.leases;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;

import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.leases.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Who fights for one lease: takes it over from whoever has it, and writes under it until it is
 * lost. What they write says under which fence.
 */
final class Rivals {
  static final WorkflowId WRITTEN = WorkflowId.of("written");

  private Rivals() {}

  /** Fights for so many rounds, and answers how often it wrote. */
  static int work(Store store, Owner owner, int rounds) {
    Random random = new Random(owner.hashCode());
    int wrote = 0;
    for (int round = 0; round < rounds; round++) {
      Optional<Lease> lease = get(store, owner, "round " + round);
      int writes = 1 + random.nextInt(4);
      try {
        for (int i = 0; i < writes && lease.isPresent(); i++) {
          write(store, lease.get());
          wrote++;
        }
        if (random.nextInt(3) == 0) {
          lease.ifPresent(mine -> store.leases().release(mine));
        }
      } catch (LeaseLostException lost) {
        // As is to happen all the time.
      }
    }
    return wrote;
  }

  private static Optional<Lease> get(Store store, Owner owner, String reason) {
    List<Held> held = new ArrayList<>();
    var answer = store.leases().acquire(ENGINE, owner, TTL);
    answer.ifHeld(held::add);
    return held.isEmpty()
        ? answer.lease()
        : store.leases().takeOver(held.get(0), owner, reason, TTL);
  }

  private static void write(Store store, Lease lease) {
    store.transact(
        TransactionOptions.defaults().fencedBy(lease),
        tx -> {
          tx.lock("written");
          return tx.history()
              .append(WRITTEN, tx.history().head(WRITTEN), event("" + lease.fence()));
        });
  }
}
