package io.perdure.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process, with an environment of their own. */
record Cli(Map<String, String> environment) {
  static Cli plain() {
    return new Cli(Map.of());
  }

  Answer run(String... arguments) {
    return run(question -> Optional.empty(), arguments);
  }

  /** The same with somebody who answers questions. */
  Answer run(Console.Prompt prompt, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new Console(out, new PrintWriter(err), environment, prompt), arguments);
    return new Answer(exitCode, out, err.toString());
  }

  /** What a command answered. */
  record Answer(int exitCode, ByteArrayOutputStream bytes, String err) {
    String out() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
