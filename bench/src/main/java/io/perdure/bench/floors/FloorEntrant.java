package io.perdure.bench.floors;

import io.perdure.Perdure;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.own.Stock;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Lanes;
import io.perdure.bench.work.Work;
import java.util.Optional;

/** A floor's operations; what is to be there before is made by Perdure. */
final class FloorEntrant implements Entrant {
  private final Floor floor;
  private final Database database;
  private final Perdure perdure;
  private final Stock stock;
  private final Ways ways;

  FloorEntrant(Floor floor, Database database, Perdure perdure) {
    this.floor = floor;
    this.database = database;
    this.perdure = perdure;
    this.stock = new Stock(perdure.namespace(Stock.NAMESPACE));
    this.ways = new Ways(floor.style(), database);
  }

  @Override
  public String name() {
    return floor.name();
  }

  @Override
  public Optional<Operation> operation(Work work) {
    return Optional.of(of(work));
  }

  private Operation of(Work work) {
    Floor.Style style = floor.style();
    if (work instanceof Work.Append append) {
      return new Appending(
          style,
          database.kind(),
          ways,
          Lanes.of(append.callers(), i -> new Heads(stock.numbers(Heads.WORKFLOWS))),
          append.events(),
          append.bytes());
    }
    if (work instanceof Work.Read read) {
      String workflow = stock.history(read.events(), read.bytes());
      return new Reading(style, ways.statements(), workflow, read.events());
    }
    if (work instanceof Work.ClaimComplete claim) {
      stock.waiting(claim.waiting());
      return new Claiming(style, database.kind(), ways, stock, claim.batch());
    }
    if (work instanceof Work.Schedule schedule) {
      int batch = schedule.batch();
      return new Scheduling(new Timers(style, database.kind(), ways, batch), stock, batch);
    }
    int page = ((Work.DueFired) work).page();
    return new Firing(new Timers(style, database.kind(), ways, page), stock, page);
  }

  @Override
  public String difference(Work work) {
    return "";
  }

  @Override
  public void close() {
    ways.close();
    perdure.close();
  }
}
