package io.perdure.cli;

/** A command that cannot go on, with what to tell and the exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
