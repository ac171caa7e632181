package io.perdure.bench.peers;

import java.io.Serial;

/** A peer did not do what was to be measured. */
public final class PeerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** Says what it did. */
  public PeerException(String message) {
    super(message);
  }

  /** Says what failed. */
  public PeerException(Throwable cause) {
    super(cause);
  }
}
