package io.perdure.store.leases;

import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.StoreException;
import io.perdure.store.TransactionOptions;
import java.time.Duration;

/** One lease of a keeper. Its state moves once: from kept to lost, or to ended. */
final class Keeping implements KeptLease {
  private final LeaseKeeper keeper;
  private final LossListener listener;
  private Lease lease;
  private State state = State.KEPT;

  Keeping(LeaseKeeper keeper, Lease lease, LossListener listener) {
    this.keeper = keeper;
    this.lease = lease;
    this.listener = listener;
  }

  void begin() {
    watch();
    keeper.renewal(Duration.ZERO, this::renew);
  }

  @Override
  public synchronized Lease lease() {
    return lease;
  }

  @Override
  public synchronized State state() {
    if (state == State.KEPT && lease.term().isOver()) {
      lose();
    }
    return state;
  }

  @Override
  public void stop() {
    end();
  }

  @Override
  public void release() {
    if (end()) {
      keeper.store().leases().release(lease());
    }
  }

  /** Asks for another term, and again when the next one is due. */
  private void renew() {
    Lease held = lease();
    if (state() != State.KEPT) {
      return;
    }
    try {
      TransactionOptions once = TransactionOptions.defaults().retryFor(keeper.attempt());
      renewed(keeper.store().transact(once, tx -> tx.leases().renew(held, keeper.ttl())));
    } catch (LeaseLostException lost) {
      lost();
    } catch (StoreException unreached) {
      // Not a loss: the next attempt may reach the database while the term lasts.
    } finally {
      keeper.renewal(keeper.renewEvery(), this::renew);
    }
  }

  /** Too late if the term before is over: whoever asked was told that it is lost. */
  private synchronized void renewed(Lease longer) {
    if (state() == State.KEPT) {
      lease = longer;
    }
  }

  private synchronized void lost() {
    if (state == State.KEPT) {
      lose();
    }
  }

  private void lose() {
    state = State.LOST;
    keeper.forget(this);
    keeper.watch(Duration.ZERO, () -> listener.lost(this));
  }

  private synchronized boolean end() {
    boolean kept = state() == State.KEPT;
    if (kept) {
      state = State.ENDED;
      keeper.forget(this);
    }
    return kept;
  }

  /** Looks again when the term is over, if it was not renewed meanwhile. */
  private void watch() {
    Duration remaining = lease().term().remaining();
    if (state() == State.KEPT) {
      keeper.watch(remaining, this::watch);
    }
  }
}
