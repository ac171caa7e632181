package io.perdure.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command talks to.
 *
 * @param out for what was asked for, and nothing else
 * @param err for errors and summaries
 * @param environment the variables of the process
 * @param prompt asks whoever sits there
 * @param secrets what must not be printed
 */
record Console(
    OutputStream out,
    PrintWriter err,
    Map<String, String> environment,
    Prompt prompt,
    Secrets secrets) {

  /** Asks for something that is not shown while it is typed. */
  interface Prompt {
    /** What was typed; empty if there is nobody to ask. */
    Optional<String> ask(String question);
  }

  Console(OutputStream out, PrintWriter err, Map<String, String> environment, Prompt prompt) {
    this(out, err, environment, prompt, new Secrets(environment));
  }

  /** A variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Writes to {@code out} what was asked for. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Writes one line to {@code err}: what is secret is masked, what is not printable is escaped. */
  void say(String line) {
    err.println(Visible.line(secrets.mask(line)));
    err.flush();
  }
}
