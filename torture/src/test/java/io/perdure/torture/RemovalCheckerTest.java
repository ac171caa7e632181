package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.torture.checker.Checker;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the checker says of deletions and prunes. */
class RemovalCheckerTest extends SpoiltRun {
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
}
