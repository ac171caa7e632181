package io.perdure.bench;

import io.perdure.Perdure;
import io.perdure.bench.harness.Table;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.tasks.Churn;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What becomes of claims and of the disk while somebody does not end reading. */
@Command(
    name = "bloat",
    description = {
      "Claims and completes a million tasks while a reader is held open, so that nothing that changes can be cleared",
      "up, and tells what a claim takes and how large the table is meanwhile. There is no bar to miss."
    })
final class Bloat implements Callable<Integer> {
  private static final int STEPS = 10;
  private static final double MEBIBYTE = 1 << 20;

  private final PrintStream out;
  @Mixin private Where where = new Where();

  @Option(
      names = "--claims",
      paramLabel = "N",
      description = "How many tasks are claimed while the reader is open; 1000000 unless given.")
  private int claims = 1_000_000;

  Bloat(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    if (claims < 1 || claims > 100_000_000) {
      throw new BenchException("--claims is 1 to 100000000");
    }
    return where.run(this::on) ? 0 : 1;
  }

  private boolean on(Backend backend) {
    out.printf("%n## %s%n%n", backend.title());
    Table table =
        new Table(
            "after",
            "claimed",
            "claim 1, complete it, µs",
            "90 %, µs",
            "table",
            "indexes",
            "log",
            "dead rows");
    try (Place place = backend.place();
        Perdure store = place.open()) {
      new Churn(claims, STEPS)
          .run(
              place,
              store.namespace("bench"),
              state ->
                  table.add(
                      state.when(),
                      "%,d".formatted(state.claimed()),
                      state.claim().shown("%.0f"),
                      "%.0f".formatted(state.slow()),
                      mebibytes(state.size().table()),
                      mebibytes(state.size().indexes()),
                      mebibytes(state.size().log()),
                      "%,d".formatted(state.size().dead())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      table.print(out);
    }
    return true;
  }

  private static String mebibytes(long bytes) {
    return "%.0f MiB".formatted(bytes / MEBIBYTE);
  }
}
