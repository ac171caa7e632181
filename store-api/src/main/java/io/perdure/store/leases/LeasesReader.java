package io.perdure.store.leases;

/** The leases of a namespace, for reading. Thread-safe outside transactions and snapshots. */
public interface LeasesReader {
  /**
   * Who holds the resource now, by the store's clock, or that it is free. Never a token.
   *
   * @param resource 1 to 512 bytes of UTF-8; one that was never leased is free
   */
  LeaseState find(String resource);
}
