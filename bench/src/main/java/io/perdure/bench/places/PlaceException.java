package io.perdure.bench.places;

/** A database to measure on cannot be had, or does not answer. */
public final class PlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlaceException(String message, Exception cause) {
    super(message + ": " + cause.getMessage(), cause);
  }

  PlaceException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
