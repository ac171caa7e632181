package io.perdure.it.agent;

import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Halt;
import io.perdure.examples.AgentTurn;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Duration;

/** Another process that takes a turn and ends at the statement that it is told. */
final class AgentTurnProcess {
  private AgentTurnProcess() {}

  /** Takes the session; then lines of a turn and the point at which to end. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    String session = Child.arguments(args).get(0);
    try (BufferedReader heard = Child.heard();
        Halt halt = new Halt(args, voice)) {
      rehearse(halt.perdure().namespace("rehearsal"), "of " + ProcessHandle.current().pid());
      AgentTurn turns = new AgentTurn(halt.perdure().namespace("shop"), session);
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        String[] words = line.split(" ", 2);
        halt.at(Long.parseLong(words[1]));
        boolean taken = turns.take(Long.parseLong(words[0]));
        halt.at(0);
        voice.println(taken ? "taken" : "there already");
      }
    }
  }

  /** Runs every statement of a turn once, those that take the lease over among them. */
  private static void rehearse(Store store, String session) {
    store.leases().acquire(session, Owner.starting("dead"), Duration.ofMinutes(1)).orElseThrow();
    AgentTurn turns = new AgentTurn(store, session);
    turns.take(1);
    turns.take(2);
    turns.take(2);
  }
}
