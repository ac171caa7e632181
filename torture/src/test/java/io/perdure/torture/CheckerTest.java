package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.PerdureReader;
import io.perdure.torture.checker.Checker;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Checked;
import io.perdure.torture.workload.Backups;
import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {
  private static final String EVENT_OF =
      "insert into perdure_event (ns, workflow, seq, run_no, type, content_type, mark, recorded_at,"
          + " payload) select ns, workflow, seq + 1, run_no, type, content_type, mark, recorded_at,"
          + " payload from perdure_event where ";

  private static final String FILE_OF_BACKUP = Backups.FOLDER + "/a-24.db";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void run() throws IOException {
    Files.createDirectories(folder.resolve(RunFolder.LOGS));
    SmallRun.in(folder);
  }

  @Test
  @DisplayName("Nothing is violated when nobody has spoilt anything")
  void right() throws Exception {
    assertThat(violations(Checker.State.CUT)).isEmpty();
  }

  @Test
  @DisplayName("An acknowledged task, output, package, document or timer that is gone is found")
  void dropped() throws Exception {
    sql("delete from perdure_task where workflow = 'order-1' and key = 'task-2'");
    sql(
        "delete from perdure_output where task = 'job-1' and pos = (select max(pos) from perdure_output)");
    sql("delete from perdure_package");
    sql("delete from perdure_document where key = 'document-1'");
    sql("delete from perdure_timer");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-1 "))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-8 "))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-13 "))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-15 "))
        .anyMatch(found -> is(found, "no timer is lost", "a-17 "));
  }

  @Test
  @DisplayName("An event that is gone is found: at the end of a history, and before it")
  void eventDropped() throws Exception {
    sql("delete from perdure_event where workflow = 'resource-1'");
    sql("delete from perdure_workflow where workflow = 'resource-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-12 "));
    sql("delete from perdure_event where workflow = 'order-1' and seq = 2");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> found.law().equals("no row is corrupt"));
  }

  @Test
  @DisplayName("An event that is there twice is found")
  void eventTwice() throws Exception {
    sql(EVENT_OF + "workflow = 'resource-1'");
    sql("update perdure_workflow set head = 2 where workflow = 'resource-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "an append is there as a whole, once", "a-12 "));
  }

  @Test
  @DisplayName("An output that is there twice is found")
  void outputTwice() throws Exception {
    sql(
        "update perdure_output set (payload, size) ="
            + " (select payload, size from perdure_output where task = 'order-1')"
            + " where task = 'job-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "an output is there once", "a-1 "));
  }

  @Test
  @DisplayName("A mark that was changed, and a status that is not the fold, are found")
  void mark() throws Exception {
    sql("update perdure_run set status = 'PAUSED' where workflow = 'order-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "status is the fold of the marks", "order-1"));
    sql("update perdure_event set mark = 'STARTED' where workflow = 'order-1' and seq = 2");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "an event is where and as it was asked", "a-1 "));
  }

  @Test
  @DisplayName("A fence that has gone back is found")
  void fence() throws Exception {
    sql("update perdure_lease set fence = 1 where resource = 'resource-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "fences only grow", "a-11 "));
  }

  @Test
  @DisplayName("A revision that has gone back is found")
  void revision() throws Exception {
    sql("update perdure_document set revision = 1 where key = 'document-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "each revision is given once, and none is lost", "a-8 "));
  }

  @Test
  @DisplayName("A task that is done though nobody did it, and one that is left over, are found")
  void taskState() throws Exception {
    sql(
        "update perdure_task set state = 'CANCELLED', ended_at = 1, available_at = null"
            + " where key = 'task-2'");
    assertThat(violations(Checker.State.DRAINED))
        .anyMatch(found -> is(found, "a task is in a state that somebody asked for", "a-1 "))
        .anyMatch(found -> is(found, "no task is left over", "a-16 "))
        .anyMatch(found -> is(found, "no timer is left over", "a-17 "));
  }

  @Test
  @DisplayName("An acknowledged line that was forged is found, and named")
  void forged() throws Exception {
    log("ask 1 f-1 put ALONE Put document-9 0", "told 2 f-1 DONE 1");
    log("ask 1 f-2 settle ALONE Settle order-1 task-1 complete", "told 2 f-2 DONE settled");
    log("ask 1 f-3 claim ALONE Claim work 1", "told 2 f-3 DONE order-1/task-1:1");
    log("ask 1 f-4 acquire ALONE Acquire resource-1 three", "told 2 f-4 DONE 2");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was acknowledged is there", "f-1 (put, w9.1.log:1)"))
        .anyMatch(found -> is(found, "no task is done twice", "f-2 "))
        .anyMatch(found -> is(found, "each delivery of a task is handed out once", "f-3 "))
        .anyMatch(found -> is(found, "a fence is given to one owner", "f-4 "));
  }

  @Test
  @DisplayName("What was refused and is there, and what is there in part, are found")
  void refused() throws Exception {
    replace("(told \\d+ a-7) DONE .*", "$1 REFUSED RevisionConflictException|no");
    replace("(told \\d+ a-1 ).*", "$1UNKNOWN StoreUnavailableException|no");
    sql("delete from perdure_document where key = 'order-1'");
    sql(
        "update perdure_document set revision = 1, size = 7,"
            + " payload = cast('a-7#0 ' || '-' as blob) where key = 'document-1'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was refused is not there", "a-7 "))
        .anyMatch(found -> is(found, "a transaction is there as a whole or not at all", "a-1 "));
  }

  @Test
  @DisplayName("A refusal that no contract allows is found")
  void strange() throws Exception {
    log("ask 1 f-1 put ALONE Put document-9 0", "told 2 f-1 REFUSED StoreFailureException|broken");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(
            found ->
                is(found, "nobody is refused with something else than the contracts say", "f-1 "));
  }

  @Test
  @DisplayName("Reads of what was never committed, or of two states at once, are found")
  void reads() throws Exception {
    log("saw 1 2 history order-1 4 a-1", "saw 1 2 pair pair-1 3 4");
    log("saw 1 2 document document-1 9 b-9");
    long late = System.nanoTime();
    log("saw " + late + " " + late + " document document-1 1 a-7");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "reads see only what was committed", "w9.1.log:1"))
        .anyMatch(found -> is(found, "a snapshot sees one state", "w9.1.log:2"))
        .anyMatch(found -> is(found, "reads see only what was committed", "w9.1.log:3"))
        .anyMatch(found -> is(found, "a read sees what was acknowledged before it", "w9.1.log:4"));
  }

  @Test
  @DisplayName("What was deleted and is there, event, task and timer, is found")
  void deletedAndThere() throws Exception {
    long late = System.nanoTime();
    log("ask " + late + " f-1 delete-workflow ALONE Delete sweep-4");
    log("told " + late + " f-1 DONE 1,1,2,0,0,0");
    log("ask " + late + " f-2 delete-workflow ALONE Delete sweep-2");
    log("told " + late + " f-2 DONE 1,1,1,0,1,1");
    String law = "what was deleted is gone";
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, law, "a-23 "))
        .anyMatch(found -> is(found, law, "a-19 ") && found.found().contains("event"))
        .anyMatch(found -> is(found, law, "a-19 ") && found.found().contains("Enqueue"))
        .anyMatch(found -> is(found, law, "a-19 ") && found.found().contains("Schedule"))
        .anyMatch(found -> is(found, "no more is removed than there was", "sweeps"));
  }

  @Test
  @DisplayName("What is gone though nobody has deleted or pruned it, or was live then, is found")
  void gone() throws Exception {
    sql("delete from perdure_event where workflow in ('sweep-2', 'sweep-4')");
    sql("delete from perdure_run where workflow in ('sweep-2', 'sweep-4')");
    sql("delete from perdure_workflow where workflow in ('sweep-2', 'sweep-4')");
    sql("delete from perdure_task where workflow = 'sweep-2'");
    sql("delete from perdure_timer where workflow = 'sweep-2'");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-19 "))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-23 "))
        .anyMatch(found -> is(found, "what is gone was told to be removed", "sweeps"));
  }

  @Test
  @DisplayName("A deletion that was refused and has happened is found")
  void refusedDeletion() throws Exception {
    replace("(told \\d+ a-21) DONE .*", "$1 REFUSED StoreBusyException|no");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was acknowledged is there", "a-20 "));
  }

  @Test
  @DisplayName("A deletion of which nobody was told is there or not, and neither is wrong")
  void unknownDeletion() throws Exception {
    replace("(told \\d+ a-21) DONE .*", "$1 UNKNOWN StoreUnavailableException|no");
    log("ask 1 f-1 delete-workflow ALONE Delete sweep-4");
    assertThat(violations(Checker.State.CUT)).isEmpty();
  }

  @Test
  @DisplayName("What a prune has left over that said there was no more is found")
  void pruned() throws Exception {
    long late = System.nanoTime() + Duration.ofSeconds(100).toNanos();
    log("ask " + late + " f-1 prune ALONE Prune WORKFLOWS 0 100");
    log("told " + late + " f-1 DONE 0,0,0,0,0,0,all");
    log("ask " + late + " f-2 prune ALONE Prune TASKS 10000 100");
    log("told " + late + " f-2 DONE 0,0,0,0,0,0,all");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what was pruned is gone", "workflow sweep-4"))
        .anyMatch(found -> is(found, "what was pruned is gone", "task order-1/task-1"))
        .noneMatch(found -> is(found, "what was pruned is gone", "workflow sweep-2"));
  }

  @Test
  @DisplayName("Less or more removed than was told is found")
  void accounts() throws Exception {
    replace("(told \\d+ a-21 DONE 1,1),2", "$1,1");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "what is gone was told to be removed", "sweeps"));
    replace("(told \\d+ a-21 DONE 1,1),1", "$1,3");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "no more is removed than there was", "sweeps"));
  }

  @Test
  @DisplayName("A read of what had been deleted, or that ended though nobody deleted, is found")
  void readsOfDeleted() throws Exception {
    long late = System.nanoTime();
    log("saw " + late + " " + late + " history sweep-3 2 a-20");
    log("saw " + late + " " + late + " gone sweep-4", "saw 1 2 gone order-1");
    assertThat(violations(Checker.State.CUT))
        .anyMatch(found -> is(found, "reads see only what was committed", "w9.1.log:1"))
        .anyMatch(found -> is(found, "reads are not refused", "w9.1.log:2"))
        .anyMatch(found -> is(found, "reads are not refused", "w9.1.log:3"));
  }

  @Test
  @DisplayName("A backup is right by what was told when it began; what it lacks is found")
  void backup() throws Exception {
    assertThat(inBackups()).isEmpty();
    sql(FILE_OF_BACKUP, "delete from perdure_document where key = 'document-1'");
    assertThat(inBackups())
        .anyMatch(found -> found.contains("what was acknowledged is there: a-8 "));
  }

  @Test
  @DisplayName("A backup with what was asked when it had ended, and one nobody asked, are found")
  void backupOfLater() throws Exception {
    Path backup = folder.resolve(FILE_OF_BACKUP);
    Files.delete(backup);
    try (PerdureReader later = Door.file(folder.resolve(RunFolder.FILE)).open().openReadOnly()) {
      later.backup(backup);
    }
    assertThat(inBackups()).anyMatch(found -> found.contains("nobody asked: document document-2"));
    Files.move(backup, backup.resolveSibling("b-1.db"));
    assertThat(inBackups()).containsExactly("nobody asked for the backup b-1.db");
    Files.writeString(backup, "no database");
    assertThat(inBackups()).anyMatch(found -> found.contains("a-24.db cannot be opened"));
  }

  private List<String> inBackups() throws IOException {
    return new BackupCheck(new RunFolder(folder)).all(Books.in(folder.resolve(RunFolder.LOGS)));
  }

  private static boolean is(Violation found, String law, String where) {
    return found.law().equals(law) && found.where().startsWith(where);
  }

  private List<Violation> violations(Checker.State state) throws IOException {
    return Verification.of(
            Door.file(folder.resolve(RunFolder.FILE)),
            Books.in(folder.resolve(RunFolder.LOGS)),
            state,
            Set.of())
        .violations();
  }

  private void sql(String text) throws SQLException {
    sql(RunFolder.FILE, text);
  }

  private void sql(String file, String text) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(text)).isPositive();
    }
  }

  private void log(String... lines) throws IOException {
    Files.write(
        folder.resolve(RunFolder.LOGS).resolve("w9.1.log"),
        Stream.of(lines).map(Checked::line).toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void replace(String pattern, String by) throws IOException {
    Path log = folder.resolve(RunFolder.LOGS).resolve("w0.1.log");
    Files.write(
        log,
        Files.readAllLines(log).stream()
            .map(line -> Checked.line(Checked.words(line).replaceAll(pattern, by)))
            .toList());
  }
}
