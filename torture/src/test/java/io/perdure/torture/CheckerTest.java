package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.torture.checker.Checker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckerTest extends SpoiltRun {
  private static final String EVENT_OF =
      "insert into perdure_event (ns, workflow, seq, run_no, type, content_type, mark, recorded_at,"
          + " payload) select ns, workflow, seq + 1, run_no, type, content_type, mark, recorded_at,"
          + " payload from perdure_event where ";

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
}
