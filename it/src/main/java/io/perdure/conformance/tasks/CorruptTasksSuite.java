package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.keys;
import static io.perdure.conformance.tasks.Work.keysOf;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import io.perdure.store.tasks.Tasks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G10", "G1", "K7"})
@DisplayName("A task that cannot be handed out, because its row is corrupt,")
public abstract class CorruptTasksSuite {
  private static final PageRequest ALL = PageRequest.first(100);
  private static final String SHORT = "update perdure_task set size = 999 where key = ?";
  private static final String DEAD = "FAILED ended, unclaimed, delivered ";

  @Test
  @Clause("K3")
  @DisplayName("is a dead letter, whichever column it is, and what is behind it is handed out")
  void setAside(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(Work.tasks(9));
    tasks.enqueue(NewTask.of(TaskKey.of("t00009"), MAIL, Payload.of(new byte[3 << 20])));
    tasks.enqueue(task("t00010"));
    Spoil.rows(database, SHORT, "t00000");
    Spoil.rows(database, "update perdure_task set payload = null where key = ?", "t00001");
    unchecked(database, "content_type", "set content_type = ''", "t00003");
    unchecked(database, "attempt", "set attempt = 0", "t00004");
    unchecked(database, "workflow", "set workflow = '" + "w".repeat(513) + "'", "t00005");
    Spoil.rows(database, "update perdure_task set state = 'DANCING' where key = ?", "t00006");
    Spoil.rows(database, "update perdure_task set state = 'DONE' where key = ?", "t00008");
    Spoil.rows(database, "delete from perdure_body where no = ?", 1L);

    List<String> handedOut = new ArrayList<>();
    for (int limit : new int[] {1, 2, 9}) {
      handedOut.addAll(keys(tasks.claim(MAIL, limit, MINUTE)));
    }

    assertThat(handedOut).containsExactly("t00002", "t00007", "t00010");
    assertThat(tasks.claim(MAIL, 9, MINUTE)).isEmpty();
    assertThat(stored(database, "t00000"))
        .isEqualTo(
            DEAD
                + "0: corrupt row in perdure_task at task t00000: a body of 999 bytes is there with"
                + " 8");
    assertThat(stored(database, "t00001")).startsWith(DEAD + "0: corrupt row in perdure_task");
    assertThat(stored(database, "t00003"))
        .isEqualTo(
            DEAD
                + "0: corrupt row in perdure_task at task t00003: payload contentType must not be"
                + " empty");
    assertThat(stored(database, "t00004")).startsWith(DEAD + "0: corrupt row in perdure_task");
    assertThat(stored(database, "t00005")).startsWith(DEAD + "0: corrupt row in perdure_task");
    assertThat(stored(database, "t00006"))
        .isEqualTo(DEAD + "0: corrupt row in perdure_task: it can be claimed, and yet is DANCING");
    assertThat(stored(database, "t00008"))
        .isEqualTo(DEAD + "0: corrupt row in perdure_task: it can be claimed, and yet is DONE");
    assertThat(stored(database, "t00009")).contains("is there with").endsWith(", and a gap");
    assertThat(stored(database, "t00002")).isEqualTo("CLAIMED not ended, claimed, delivered 1: ");
  }

  @Test
  @Clause({"K10", "G6"})
  @DisplayName("loses nothing: mended and requeued it is handed out")
  void mended(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task("a"), task("b")));
    Spoil.rows(database, SHORT, "a");
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("b");

    assertThat(keysOf(tasks.deadLetters(ALL))).containsExactly("a");
    assertThatThrownBy(() -> tasks.findPayload(TaskKey.of("a")))
        .isInstanceOf(CorruptRecordException.class);
    Spoil.rows(database, "update perdure_task set size = 3 where key = ?", "a");
    assertThat(tasks.requeue(TaskKey.of("a"))).isTrue();

    assertThat(tasks.claim(MAIL, 9, MINUTE))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.payload()).isEqualTo(Payload.json("\"a\""));
              assertThat(task.attempt()).isEqualTo(1);
              assertThat(task.deliveries()).isEqualTo(1);
            });
  }

  @Test
  @DisplayName("leaves nobody waiting, where all that is due is corrupt")
  void nothingElse(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(Work.tasks(5));
    Spoil.rows(database, "update perdure_task set size = ?", 999L);

    assertThat(tasks.claim(MAIL, 2, MINUTE)).isEmpty();

    assertThat(keysOf(tasks.deadLetters(ALL))).hasSize(5);
    assertThat(tasks.counts(ALL).entries()).isEmpty();
  }

  @Test
  @Clause({"G4", "X1"})
  @DisplayName("in a transaction is a dead letter with all that is written beside, or is not")
  void inATransaction(Database database) throws Exception {
    Store store = database.store();
    store.tasks().enqueue(List.of(task("bad"), task("good")));
    Spoil.rows(database, SHORT, "bad");
    String before = stored(database, "bad");

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      assertThat(keys(tx.tasks().claim(MAIL, 9, MINUTE))).containsExactly("good");
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stored(database, "bad")).isEqualTo(before);

    store.transact(
        tx -> {
          ClaimedTask good = tx.tasks().claim(MAIL, 9, MINUTE).get(0);
          tx.tasks().complete(good);
          return tx.tasks().enqueue(task(ORDER, "next"));
        });
    assertThat(stored(database, "bad")).startsWith(DEAD + "0: corrupt row");
    assertThat(stored(database, "good")).startsWith("DONE");
    assertThat(keys(store.tasks().claim(MAIL, 9, MINUTE))).containsExactly("next");
  }

  @Test
  @Clause({"K3", "G6"})
  @DisplayName("is in no answer of a claim that is repeated, and hides none")
  void repeated(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(Work.tasks(4));
    Spoil.rows(database, SHORT, "t00000");
    TaskClaim claim = TaskClaim.from(MAIL, 2, MINUTE).token(Token.random());

    assertThat(keys(tasks.claim(claim))).containsExactly("t00001");
    assertThat(keys(tasks.claim(claim))).containsExactly("t00001");
    Spoil.rows(database, SHORT, "t00001");
    assertThat(keys(tasks.claim(claim))).containsExactly("t00002", "t00003");
    assertThat(keysOf(tasks.deadLetters(ALL))).containsExactly("t00000", "t00001");
  }

  @Test
  @DisplayName("is passed over where stale claims are rearmed, and stays as it is")
  void rearmed(Database database) throws Exception {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(Work.tasks(5));
    for (int i = 0; i < 5; i++) {
      tasks.claim(MAIL, 1, MINUTE);
    }
    String claim = "update perdure_task set claim = ? where key = ?";
    Spoil.rows(database, claim, "G".repeat(32), "t00000");
    Spoil.rows(database, claim, "G".repeat(32), "t00002");
    Instant later = Instant.parse("2200-01-01T00:00:00Z");

    assertThat(keysOf(tasks.rearmStale(later, Due.now(), 2))).containsExactly("t00001", "t00003");
    assertThat(keysOf(tasks.rearmStale(later, Due.now(), 2))).containsExactly("t00004");
    assertThat(tasks.rearmStale(later, Due.now(), 2)).isEmpty();
    assertThatThrownBy(() -> tasks.staleClaims(later, ALL))
        .isInstanceOf(CorruptRecordException.class);
    assertThat(stored(database, "t00000")).isEqualTo("CLAIMED not ended, claimed, delivered 1: ");
    assertThat(tasks.claim(MAIL, 9, MINUTE)).hasSize(3);
    database.advance(MINUTE.multipliedBy(2));
    assertThat(tasks.claim(MAIL, 9, MINUTE)).hasSize(5);
  }

  @Test
  @Clause("K3")
  @DisplayName("is one dead letter, and every other task is handed out once, when claimants race")
  void race(Database database) throws Exception {
    Store store = database.store();
    store.tasks().enqueue(Work.tasks(60));
    Spoil.rows(database, "update perdure_task set size = 999 where key like ?", "%0");
    try (Race race = new Race()) {
      List<Callable<List<String>>> racers =
          Collections.nCopies(4, () -> TakingProcess.completeAll(store));
      List<String> done = new ArrayList<>();
      for (Race.Outcome<List<String>> outcome : race.run(racers)) {
        done.addAll(outcome.answer().orElseThrow());
      }
      assertThat(done).doesNotHaveDuplicates().hasSize(54);
    }
    assertThat(store.tasks().deadLetters(ALL).entries())
        .hasSize(6)
        .extracting(Task::state)
        .containsOnly(TaskState.FAILED);
    assertThat(store.tasks().counts(ALL).entries()).isEmpty();
  }

  private static void unchecked(Database database, String constraint, String set, String key)
      throws SQLException {
    Spoil.unchecked(
        database,
        "perdure_task",
        "perdure_task_" + constraint,
        "update perdure_task " + set + " where key = ?",
        key);
  }

  /** How the row of the task stands. */
  private static String stored(Database database, String key) throws SQLException {
    String sql =
        "select state, ended_at, claim, claim_key, claimed_at, available_at, deliveries, reason"
            + " from "
            + database.table("task")
            + " where key = ?";
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        boolean ended = row.getObject("ended_at") != null;
        boolean claimed = row.getObject("claim") != null;
        assertThat(row.getObject("available_at") == null).isEqualTo(ended);
        assertThat(row.getObject("claimed_at") != null).isEqualTo(claimed && !ended);
        assertThat(row.getObject("claim_key")).isNull();
        return row.getString("state")
            + (ended ? " ended, " : " not ended, ")
            + (claimed ? "claimed, " : "unclaimed, ")
            + "delivered "
            + row.getLong("deliveries")
            + ": "
            + (row.getString("reason") == null ? "" : row.getString("reason"));
      }
    }
  }
}
