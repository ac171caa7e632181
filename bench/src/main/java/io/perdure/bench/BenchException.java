package io.perdure.bench;

/** The command makes no sense: the message is for people. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }
}
