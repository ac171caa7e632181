package io.perdure.store;

/**
 * A lease is not held any more: it has expired, was released, or the resource was given anew.
 * Nothing was written.
 *
 * <p>Whoever gets this must stop what the lease allowed. Do not acquire and go on: what was read
 * and decided under the lost lease may be out of date.
 */
public final class LeaseLostException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String resource;
  private final long fence;
  private final long found;

  /**
   * A lost lease.
   *
   * @param found the fence that is stored
   * @param how what became of it, to end the message
   */
  public LeaseLostException(String resource, long fence, long found, String how) {
    super("the lease on " + resource + " with fence " + fence + " " + how, null);
    this.resource = resource;
    this.fence = fence;
    this.found = found;
  }

  public String resource() {
    return resource;
  }

  /** The fence of the lost lease. */
  public long fence() {
    return fence;
  }

  /** The fence that was given out last; that of the lost lease if nobody got the resource since. */
  public long found() {
    return found;
  }
}
