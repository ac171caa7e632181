package io.perdure.it.agent;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.examples.AgentTurn;
import io.perdure.store.StoreListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Another process that takes the turns it is told to, and says each step before it. */
final class AgentTurnProcess {
  /** What it says between the commit and its answer. */
  static final String COMMITTED = "after the commit";

  private AgentTurnProcess() {}

  /** Takes the session; then lines of turns to take, and between them a line for each step. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    String session = Child.arguments(args).get(0);
    try (BufferedReader heard = Child.heard()) {
      StoreListener commits =
          ended -> {
            if (ended.name().equals("transact")) {
              pause(voice, heard, COMMITTED);
            }
          };
      try (Perdure perdure = Child.door(args).listener(commits).open()) {
        AgentTurn turns =
            new AgentTurn(perdure.namespace("shop"), session, step -> pause(voice, heard, step));
        for (String turn = heard.readLine(); turn != null; turn = heard.readLine()) {
          voice.println(turns.take(Long.parseLong(turn)) ? "= taken" : "= there already");
        }
      }
    }
  }

  private static void pause(PrintStream voice, BufferedReader heard, String step) {
    voice.println(step);
    try {
      heard.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
