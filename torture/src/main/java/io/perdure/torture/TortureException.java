package io.perdure.torture;

/** The command makes no sense, or the machine cannot do it. */
final class TortureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TortureException(String message) {
    super(message);
  }
}
