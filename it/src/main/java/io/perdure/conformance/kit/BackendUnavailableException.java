package io.perdure.conformance.kit;

/** A backend of this run cannot be had. The message is one line and says how to get it. */
public final class BackendUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A backend that cannot be had, for a reason. */
  public BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
