package io.perdure.bench.peers.dbos;

import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.SelfDriven;
import io.perdure.bench.peers.Payloads;
import io.perdure.bench.peers.Pools;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Work;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DBOS on one schema: one engine at a time, launched anew for another number of claimants. */
final class Dbos implements Entrant {
  private static final int BYTES = 256;

  private final Database database;
  private @Nullable Engine engine;
  private int launchedFor;
  private int waiting;

  Dbos(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "DBOS 1.1.0-m6";
  }

  @Override
  public Optional<Operation> operation(Work work) {
    if (work instanceof Work.Append append) {
      return Optional.of(new Steps(append));
    }
    if (work instanceof Work.ClaimComplete claim) {
      return Optional.of(new Tasks(claim));
    }
    return Optional.empty();
  }

  private Engine engine(int claimants) {
    Engine there = engine;
    if (there != null && launchedFor == claimants) {
      there.resume();
      return there;
    }
    if (there != null) {
      there.close();
    }
    Engine launched = new Engine(database, claimants);
    engine = launched;
    launchedFor = claimants;
    return launched;
  }

  @Override
  public String difference(Work work) {
    if (work instanceof Work.Append) {
      return "an event is a recorded step of a running workflow: it looks for it, runs it and records it; more: runs the"
          + " code; less: one step at a time, several not at once; numbered by the running code, nobody else may append";
    }
    if (work instanceof Work.ClaimComplete) {
      return "more: a task is a workflow, kept with its result; less: claims by the one poller of a queue (every 1 ms) and"
          + " completes one by one; what a dead worker held is only run again when that worker comes back";
    }
    return "left out: delayed workflows are only enqueued by a poll every second, which is what the time would be of";
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }

  /** Steps of a workflow for each caller. */
  private final class Steps implements SelfDriven {
    private final Work.Append append;
    private final String payload;

    Steps(Work.Append append) {
      this.append = append;
      this.payload = Payloads.json(append.bytes());
    }

    @Override
    public void prepare(int runs) {
      int[] steps = new int[append.callers()];
      Arrays.setAll(
          steps,
          i -> {
            int more = i < runs % append.callers() ? 1 : 0;
            return (runs / append.callers() + more) * append.events();
          });
      engine(0).stand(steps, payload);
    }

    @Override
    public void runAll() {
      engine(0).step();
    }
  }

  /** Tasks of a queue. */
  private final class Tasks implements SelfDriven {
    private final Work.ClaimComplete work;
    private final String payload = Payloads.json(BYTES);
    private int prepared;

    Tasks(Work.ClaimComplete work) {
      this.work = work;
    }

    @Override
    public void prepare(int runs) {
      prepared = runs * work.batch();
      int more = Math.max(0, work.waiting() - waiting);
      waiting += more;
      engine(work.claimants()).enqueue(prepared + more, payload);
      if (more > 0) {
        Pools.settle(database, "workflow_status");
      }
    }

    @Override
    public void runAll() {
      Engine running = engine(work.claimants());
      running.let(prepared);
      running.suspend();
    }
  }
}
