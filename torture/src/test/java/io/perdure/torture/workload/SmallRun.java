package io.perdure.torture.workload;

import io.perdure.Perdure;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Effect.Old;
import io.perdure.torture.truth.Effect.Repeat;
import io.perdure.torture.truth.Op;
import io.perdure.torture.truth.TruthLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A run of one thread and a few operations, {@code a-1} and so on, all of which are told. */
public final class SmallRun {
  private SmallRun() {}

  /** Leaves a store and its log in that folder, as a run does. */
  public static void in(Path folder) throws IOException {
    try (Perdure perdure = Perdure.sqlite(folder.resolve("store.db")).migrateOnOpen().open();
        TruthLog log = TruthLog.in(folder.resolve("logs").resolve("w0.1.log"))) {
      Backups backups = Backups.in(perdure, folder.resolve(Backups.FOLDER), "a-");
      Desk desk =
          new Desk(perdure.namespace(Door.NAMESPACE), log, "a", new AtomicLong())
              .backingUp(Optional.of(backups));
      work(desk);
      maintain(desk);
      log.saw(System.nanoTime(), "history order-1 4 a-6");
      log.saw(System.nanoTime(), "document document-1 2 a-8");
      log.saw(System.nanoTime(), "pair pair-1 3 3");
    }
  }

  private static void work(Desk desk) {
    desk.ask(
        "order",
        Op.Manner.ONCE,
        List.of(
            new Effect.Events("order-1", 0, List.of("STARTED", "none"), Repeat.PLAIN),
            new Effect.Enqueue("order-1", "task-1", "work", 0),
            new Effect.Enqueue("order-1", "task-2", "brittle", 0),
            new Effect.Schedule("order-1", "remind", System.currentTimeMillis() - 1000),
            new Effect.Put("order-1", 0),
            new Effect.Produce("order-1", "clerk", "PROGRESS", List.of(), Repeat.PLAIN)));
    desk.together("never", new Effect.Enqueue("", "never", "work", 0), new Effect.Put("never", 7));
    desk.alone("claim", new Effect.Claim("work", 1));
    desk.together(
        "do-task",
        new Effect.Settle("order-1", "task-1", "complete"),
        Trade.events("order-1", 2, 1));
    desk.alone("claim-timers", new Effect.ClaimTimers(1));
    desk.together("fire", new Effect.Fire("order-1", "remind"), Trade.events("order-1", 3, 1));
    desk.alone("put", new Effect.Put("document-1", 0));
    desk.alone("put", new Effect.Put("document-1", 1));
    desk.alone("acquire", new Effect.Acquire("resource-1", "one"));
    desk.alone("give-up", new Effect.GiveUp("resource-1", 1));
    desk.alone("acquire", new Effect.Acquire("resource-1", "two"));
    desk.together("fenced", new Effect.Fenced("resource-1", 2), Trade.events("resource-1", 0, 1));
    desk.alone("deploy", new Effect.Deploy("type-1", "a-13", 3000));
    desk.alone("output", new Effect.Produce("job-1", "one", "PARTIAL", List.of(), Repeat.KEYED));
    desk.alone("output", new Effect.Produce("job-1", "one", "PARTIAL", List.of(), Repeat.PLAIN));
    desk.alone("enqueue", new Effect.Enqueue("", "a-16", "brittle", 0));
    desk.alone(
        "order", new Effect.Schedule("order-1", "later", System.currentTimeMillis() + 3_600_000));
  }

  private static void maintain(Desk desk) {
    desk.together("sweep-step", marked("sweep-1", "STARTED", "COMPLETED"));
    desk.together(
        "sweep-step",
        marked("sweep-2", "STARTED"),
        new Effect.Enqueue("sweep-2", "a-19", "brittle", 0),
        new Effect.Schedule("sweep-2", "a-19", System.currentTimeMillis() + 3_600_000));
    desk.together("sweep-step", marked("sweep-3", "STARTED", "none"));
    desk.alone("delete-workflow", new Effect.Delete("sweep-3"));
    desk.alone("prune", new Effect.Prune(Old.WORKFLOWS, 0, 100));
    desk.together("sweep-step", marked("sweep-4", "STARTED", "COMPLETED"));
    desk.alone("backup", new Effect.Backup("a-24.db"));
    desk.alone("put", new Effect.Put("document-2", 0));
  }

  private static Effect.Events marked(String workflow, String... marks) {
    return new Effect.Events(workflow, 0, List.of(marks), Repeat.PLAIN);
  }
}
