package io.perdure.bench.places;

/** A database to measure on cannot be had, or does not answer. */
public final class PlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlaceException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
