package io.perdure.store.jooq.dialect.sqlite;

/** Throws what another thread, or an earlier moment, caught. */
final class Rethrow {
  private Rethrow() {}

  /**
   * Throws it as it is; the return type only serves {@code throw}.
   *
   * @param <X> what the work that threw it declares
   */
  @SuppressWarnings("unchecked") // It is an X, an Error or a RuntimeException: the work declared no other.
  static <X extends Exception> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
