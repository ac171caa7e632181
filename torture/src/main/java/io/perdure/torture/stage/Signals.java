package io.perdure.torture.stage;

import java.io.IOException;

/** Sends signals, as a shell does. */
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) throws IOException, InterruptedException {
    Shell.run("kill -" + signal + " " + pid);
  }
}
