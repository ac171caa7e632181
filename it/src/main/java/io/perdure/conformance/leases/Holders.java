package io.perdure.conformance.leases;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Owners, and what tests of leases say again and again. */
final class Holders {
  /** What the leases are for. */
  static final String ENGINE = "engine";

  /** A time that no test needs. */
  static final Duration TTL = Duration.ofMinutes(10);

  /** What the holders write to. */
  static final WorkflowId ORDER = WorkflowId.of("order");

  static final Owner ANNA = Owner.of("anna", "first");
  static final Owner ANNA_AGAIN = Owner.of("anna", "second");
  static final Owner BERT = Owner.of("bert", "first");

  private Holders() {}

  /** Checks that the call finds that lease lost, and that fence stored. */
  static void assertLost(String resource, long fence, long found, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LeaseLostException.class,
            lost -> {
              assertThat(lost.resource()).isEqualTo(resource);
              assertThat(lost.fence()).isEqualTo(fence);
              assertThat(lost.found()).isEqualTo(found);
            });
  }

  /** Appends an event at that head in a transaction that the lease fences; answers the new one. */
  static long append(Store store, Lease lease, long head) {
    return store
        .transact(
            TransactionOptions.defaults().fencedBy(lease),
            tx -> tx.history().append(ORDER, head, event("fence " + lease.fence())))
        .last();
  }
}
