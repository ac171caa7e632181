package io.perdure.conformance.kit;

/**
 * What a backend can be asked for. The set is small on purpose: a capability that a backend lacks
 * is a promise that is not kept there, so adding one here is a decision for review.
 */
public enum Capability {
  /** The data outlives the last engine that had it open, and the process. */
  DURABLE,
  /** Other processes can open the same data at the same time. */
  SECOND_PROCESS,
  /** A second engine can open the same data for writing in the same process. */
  SECOND_ENGINE,
  /** The database is a file of this machine, driven in this process. */
  EMBEDDED,
  /** The database is a server that is reached over a connection. */
  SERVER
}
