package io.perdure.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on, with what to tell and the exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something was refused or failed. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  private final int exitCode;

  private CommandException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static CommandException failed(String message) {
    return new CommandException(FAILED, message, null);
  }

  static CommandException usage(String message) {
    return new CommandException(USAGE, message, null);
  }

  int exitCode() {
    return exitCode;
  }
}
