package io.perdure.bench.floors;

/** A floor did not do what is measured. */
final class FloorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FloorException(Throwable cause) {
    super(cause);
  }

  FloorException(String message) {
    super(message);
  }
}
