package io.perdure.torture.stage;

/** A process has ended by itself, or does not go on: what must not be, whatever struck. */
public final class StuckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what it waited for. */
  public StuckException(String message) {
    super(message);
  }
}
