package io.perdure.store.leases;

import io.perdure.store.Lease;

/**
 * A lease while a {@link LeaseKeeper} renews it. Thread-safe.
 *
 * <p>Before each step that only the holder may take, ask {@link #state}; what is written is best
 * fenced by {@link #lease}, too.
 */
public interface KeptLease {
  /** How it stands with a lease that is kept. */
  enum State {
    /** It is held and renewed. */
    KEPT,
    /** It is lost, for good. The listener is told, once. */
    LOST,
    /** It is not renewed any more, because that was asked for. */
    ENDED
  }

  /** The lease as it was renewed last; its token and fence stay as they were. */
  Lease lease();

  /**
   * How it stands: lost from the moment at which the store said so, or the holder's own count of
   * its time was over, whichever came first.
   */
  State state();

  /** Renews it no more; it is held until it expires, and its loss is not told. */
  void stop();

  /** Renews it no more, and gives it up in the store. */
  void release();
}
