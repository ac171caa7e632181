package io.perdure.torture.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in a process of their own. */
public final class Shell {
  private Shell() {}

  /**
   * Runs a script and answers what it said.
   *
   * @param arguments {@code $1} and so on in it
   * @throws IOException if it fails
   */
  public static String run(String script, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(script + ": " + said);
    }
    return said;
  }
}
