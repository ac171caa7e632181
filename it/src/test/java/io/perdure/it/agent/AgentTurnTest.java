package io.perdure.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Halt;
import io.perdure.conformance.kit.Needs;
import io.perdure.examples.AgentTurn;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kills the process that takes a turn before every one of its statements, and between each commit
 * and its answer; then asks for the same turn from another. Prints a table of the kill points.
 */
@EveryBackend
@Needs({Capability.SECOND_PROCESS, Capability.DURABLE})
@Clause({"X1", "L6", "G4"})
@DisplayName("One turn of an agent")
class AgentTurnTest {
  private static final String SESSION = "chat-7";

  /** Everything that a turn writes: how often each is there. */
  private record Turns(long events, long document, long outputs, long timers) {
    /** So many whole turns. */
    static Turns of(long turns) {
      return new Turns(turns, turns, 2 * turns, turns);
    }

    /** What is there; nobody writes meanwhile. */
    static Turns in(StoreReader store) {
      long turn =
          store
              .documents()
              .find(SESSION)
              .map(Document::payload)
              .map(payload -> Long.parseLong(payload.bytes().toUtf8()))
              .orElse(0L);
      long outputs = 0;
      for (long attempt = 1; attempt <= turn + 1; attempt++) {
        TaskAttempt of = TaskAttempt.of(SESSION, attempt);
        outputs += Dump.all(10, page -> store.outputs().list(of, page)).size();
      }
      WorkflowId workflow = WorkflowId.of(SESSION);
      long timers = Dump.all(100, page -> store.timers().list(workflow, page)).size();
      return new Turns(store.history().head(workflow), turn, outputs, timers);
    }
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  @DisplayName(
      "that is killed at any statement is there as a whole or not at all, and is taken once")
  void killedAnywhere(Database database) throws Exception {
    Store store = database.store();
    AgentTurn turns = new AgentTurn(store, SESSION);
    List<String> table = new ArrayList<>();
    boolean committed = false;
    String said = Halt.SAID;
    Child next = database.child(AgentTurnProcess.class, SESSION);
    for (long turn = 1; said.startsWith(Halt.SAID); turn++) {
      Child child = next;
      next = database.child(AgentTurnProcess.class, SESSION); // Gets ready meanwhile.
      child.say(turn + " " + turn);
      said = child.hear();
      child.kill();
      String point = said.startsWith(Halt.SAID) ? said.substring(Halt.SAID.length()) : "never";
      Turns there = Turns.in(store);
      assertThat(there).as("killed %s", point).isIn(Turns.of(turn - 1), Turns.of(turn));
      committed = there.equals(Turns.of(turn));

      boolean taken = turns.take(turn);

      assertThat(taken).as(point).isEqualTo(!committed);
      assertThat(Turns.in(store)).as("again after %s", point).isEqualTo(Turns.of(turn));
      assertThat(store.leases().find(SESSION).held()).isEmpty();
      table.add(row(database, turn, point, committed));
    }
    table.forEach(System.out::println);
    assertThat(table).hasSizeGreaterThan(20);
    assertThat(table.get(table.size() - 3)).contains("before commit", "is not there");
    assertThat(table.get(table.size() - 2)).contains("after commit", "is there");
  }

  private static String row(Database database, long point, String where, boolean committed) {
    return String.format(
        Locale.ROOT,
        "%-17s %2d killed %-42s the turn %s",
        database.backend().id(),
        point,
        where + ":",
        committed
            ? "is there, and was not taken again"
            : "is not there, and was taken when it was asked for again");
  }
}
