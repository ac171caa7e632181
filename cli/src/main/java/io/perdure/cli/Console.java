package io.perdure.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out for what was asked for, and nothing else
 * @param err for errors and summaries
 * @param environment the variables of the process
 */
record Console(OutputStream out, PrintWriter err, Map<String, String> environment) {
  /** Writes one line to {@code err}: what is secret is masked, what is not printable is escaped. */
  void say(String line) {
    err.println(Visible.line(new Secrets(environment).mask(line)));
    err.flush();
  }
}
