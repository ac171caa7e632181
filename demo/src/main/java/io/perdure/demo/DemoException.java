package io.perdure.demo;

/** The demo cannot go on, or has failed: the message is for people. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
