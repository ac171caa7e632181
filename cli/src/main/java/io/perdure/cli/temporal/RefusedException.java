package io.perdure.cli.temporal;

/** A file that is not imported, and why; the message names the event where there is one. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String reason) {
    super(reason);
  }

  RefusedException(long event, String reason) {
    super("event " + event + ": " + reason);
  }
}
