package io.perdure.store.leases;

/** Is told that a lease which a {@link LeaseKeeper} kept is lost. */
@FunctionalInterface
public interface LossListener {
  /**
   * The lease is lost, and whatever it allowed must stop. Called once per lease, on a thread of the
   * keeper, which tells no other loss meanwhile: be quick. What it throws is dropped.
   */
  void lost(KeptLease lease);
}
