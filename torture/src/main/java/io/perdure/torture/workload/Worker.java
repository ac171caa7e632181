package io.perdure.torture.workload;

import io.perdure.store.StoreException;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** One thread that works: takes up one trade after the other, as chance has it, until stopped. */
final class Worker implements Runnable {
  private final Desk desk;
  private final Random chance;
  private final BooleanSupplier stopped;
  private final List<Trade> trades;

  Worker(Desk desk, long seed, BooleanSupplier stopped) {
    this.desk = desk;
    this.chance = new Random(seed);
    this.stopped = stopped;
    Trade tasks = new TaskWorker(desk, chance);
    Trade orders = new Clerk(desk, chance);
    Trade histories = new Historian(desk, chance);
    Trade documents = new Archivist(desk, chance);
    Trade leases = new Holder(desk, chance);
    this.trades =
        List.of(
            orders,
            orders,
            tasks,
            tasks,
            tasks,
            tasks,
            histories,
            histories,
            documents,
            documents,
            new TimerWorker(desk, chance),
            new TimerWorker(desk, chance),
            leases,
            leases,
            leases,
            new Producer(desk, chance),
            new Deployer(desk, chance),
            new Sweeper(desk, chance),
            new Looker(desk, chance));
  }

  @Override
  public void run() {
    while (!stopped.getAsBoolean()) {
      work(trades.get(chance.nextInt(trades.size())));
    }
  }

  /** Works once at each trade, so that nothing is done for the first time afterwards. */
  void rehearse() {
    trades.forEach(this::work);
  }

  private void work(Trade trade) {
    long before = System.nanoTime();
    try {
      trade.work();
    } catch (StoreException e) {
      // Of operations every answer is written down at the desk: this was a read.
      desk.log().saw(before, "refusal " + e.getClass().getSimpleName());
    }
    Thread.interrupted(); // whoever was interrupted has been told
  }
}
