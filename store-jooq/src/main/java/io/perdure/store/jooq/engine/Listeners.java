package io.perdure.store.jooq.engine;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreListener;
import io.perdure.store.StoreListener.Operation;
import io.perdure.store.StoreListener.Outcome;
import io.perdure.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of every operation when it has ended. What they throw is logged, and no more. */
record Listeners(List<StoreListener> all) {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  Listeners {
    all = List.copyOf(all);
  }

  /** What to tell of an operation that threw this. */
  static Outcome outcome(Throwable thrown) {
    boolean failed =
        thrown instanceof StoreBusyException
            || thrown instanceof StoreUnavailableException
            || thrown instanceof StoreFailureException
            || thrown instanceof StoreClosedException
            || thrown instanceof StoreInterruptedException
            || thrown instanceof Error;
    return failed ? Outcome.FAILED : Outcome.REFUSED;
  }

  void tell(String name, String namespace, Outcome outcome, long nanos, int attempts) {
    for (StoreListener listener : all) {
      try {
        listener.ended(new Operation(name, namespace, outcome, Duration.ofNanos(nanos), attempts));
      } catch (RuntimeException e) {
        LOG.warn("a store listener failed", e);
      }
    }
  }
}
