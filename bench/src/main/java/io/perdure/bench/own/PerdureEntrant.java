package io.perdure.bench.own;

import io.perdure.Perdure;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.tasks.ClaimComplete;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Lanes;
import io.perdure.bench.work.Work;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.util.Optional;

/** Perdure's operations. */
final class PerdureEntrant implements Entrant {
  private final Perdure perdure;
  private final Store store;
  private final Stock stock;

  PerdureEntrant(Perdure perdure, Stock stock) {
    this.perdure = perdure;
    this.store = perdure.namespace(Stock.NAMESPACE);
    this.stock = stock;
  }

  @Override
  public String name() {
    return PerdureEntry.NAME;
  }

  @Override
  public Optional<Operation> operation(Work work) {
    return Optional.of(of(work));
  }

  private Operation of(Work work) {
    if (work instanceof Work.Append append) {
      return new Appending(
          store,
          Stock.events(append.events(), append.bytes()),
          Lanes.of(append.callers(), i -> new Heads(stock.numbers(Heads.WORKFLOWS))));
    }
    if (work instanceof Work.Read read) {
      WorkflowId workflow = WorkflowId.of(stock.history(read.events(), read.bytes()));
      return new Reading(store, workflow, read.events());
    }
    if (work instanceof Work.ClaimComplete claim) {
      stock.waiting(claim.waiting());
      return ClaimComplete.anybody(store, stock.names(), claim.batch());
    }
    if (work instanceof Work.Schedule schedule) {
      return new Scheduling(store, stock, schedule.batch());
    }
    return new Firing(store, stock, ((Work.DueFired) work).page());
  }

  @Override
  public String difference(Work work) {
    return "";
  }

  @Override
  public void close() {
    perdure.close();
  }
}
