package io.perdure.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Kills the process that takes a turn before every one of its steps, and between its commit and its
 * answer; then lets another process ask for the same turn. Prints a table of the kill points.
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
  @DisplayName("that is killed anywhere is there as a whole or not at all, and is taken once")
  void killedAnywhere(Database database) throws Exception {
    Store store = database.store();
    List<String> table = new ArrayList<>();
    Child child = database.child(AgentTurnProcess.class, SESSION);
    Optional<String> point = Optional.of("");
    for (long turn = 1; point.isPresent(); turn++) {
      point = killed(child, turn);
      String killed = point.orElse("never");
      Turns there = Turns.in(store);
      boolean committed = there.equals(Turns.of(turn));
      assertThat(there).as("killed before: %s", killed).isIn(Turns.of(turn - 1), Turns.of(turn));

      if (point.isPresent()) {
        child = database.child(AgentTurnProcess.class, SESSION);
      }
      String answer = asked(child, turn);
      assertThat(answer).as(killed).isEqualTo(committed ? "= there already" : "= taken");
      assertThat(Turns.in(store)).as("again after %s", killed).isEqualTo(Turns.of(turn));
      assertThat(store.leases().find(SESSION).held()).isEmpty();
      table.add(row(database, killed, committed, answer));
    }
    assertThat(table).hasSizeGreaterThan(11);
    assertThat(table).anyMatch(row -> row.contains(AgentTurnProcess.COMMITTED));
    table.forEach(System.out::println);
  }

  /** Asks for the turn and kills before its step of that number; empty if it has fewer steps. */
  private static Optional<String> killed(Child child, long turn) throws Exception {
    child.say(Long.toString(turn));
    String said = child.hear();
    for (long step = 1; !said.startsWith("="); step++) {
      if (step == turn) {
        child.kill();
        return Optional.of(said);
      }
      child.say("go on");
      said = child.hear();
    }
    return Optional.empty();
  }

  private static String asked(Child child, long turn) throws Exception {
    child.say(Long.toString(turn));
    String said = child.hear();
    while (!said.startsWith("=")) {
      child.say("go on");
      said = child.hear();
    }
    return said;
  }

  private static String row(Database database, String point, boolean committed, String answer) {
    return String.format(
        Locale.ROOT,
        "%-17s killed at: %-24s the turn %-13s asked again: %s",
        database.backend().id(),
        point,
        committed ? "is there," : "is not there,",
        answer.substring(2));
  }
}
