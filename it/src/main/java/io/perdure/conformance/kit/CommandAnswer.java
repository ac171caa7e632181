package io.perdure.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command answered that was called in this process. */
public record CommandAnswer(int exitCode, String out, String err) {
  /** A command line as its program begins it: prints to the two, and answers its exit code. */
  @FunctionalInterface
  public interface Command {
    int run(PrintStream out, PrintStream err, String... arguments);
  }

  /** Calls the command, and waits for its end. */
  public static CommandAnswer of(Command command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = command.run(printing(out), printing(err), arguments);
    return new CommandAnswer(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printing(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  /** Exit code 2, and one line of the command of that name, which says that. */
  public void assertRefused(String name, String message) {
    assertThat(err)
        .startsWith(name + ": ")
        .contains(message)
        .hasLineCount(1)
        .doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(2);
  }
}
