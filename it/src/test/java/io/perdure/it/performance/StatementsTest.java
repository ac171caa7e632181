package io.perdure.it.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.KeptStatements;
import io.perdure.conformance.kit.Wire;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of statements and round trips in docs/performance.md")
class StatementsTest {
  /** What was prepared once, or for some uses only, is settled after so many. */
  private static final int ROUNDS = 8;

  /** Statements of a page are made for it, and not kept. */
  private static final String UNCOUNTED = "–";

  /** The numbers of a row behind its operation. */
  private record Cost(String sqlite, String statements, String roundTrips) {}

  @Test
  @DisplayName("says what is counted on the wire to Postgres")
  void postgres() throws Exception {
    Map<String, Wire.Count> counted = new LinkedHashMap<>();
    try (Database database = Database.on(Backends.get("postgres"))) {
      String url = Beside.server(database).url();
      try (Wire wire = Wire.to(url);
          Perdure perdure =
              Perdure.postgres(wire.url()).withoutNotifications().migrateOnOpen().open()) {
        Store store = perdure.namespace("shop");
        Operations.prepare(store);
        for (Map.Entry<String, Operations.Operation> operation : Operations.all().entrySet()) {
          for (int round = 0; round < ROUNDS; round++) {
            WorkflowId workflow = WorkflowId.of(operation.getKey() + round);
            wire.take();
            operation.getValue().run(store, workflow);
            // The fewest: where the machine is slow, the pool looks after a connection in between.
            counted.merge(
                operation.getKey(),
                wire.take(),
                (least, next) -> next.roundTrips() <= least.roundTrips() ? next : least);
          }
        }
      }
    }

    Map<String, Wire.Count> documented = new LinkedHashMap<>();
    documented()
        .forEach(
            (name, cost) ->
                documented.put(
                    name,
                    new Wire.Count(
                        Integer.parseInt(cost.statements()), Integer.parseInt(cost.roundTrips()))));
    assertThat(documented).isEqualTo(counted);
  }

  @Test
  @DisplayName("says what is counted on the connections to SQLite")
  void sqlite() throws Exception {
    Map<String, String> counted = new LinkedHashMap<>();
    try (Perdure perdure = Perdure.temporary().readers(1).open()) {
      Store store = perdure.namespace("shop");
      AtomicInteger count = new AtomicInteger();
      KeptStatements statements = new KeptStatements(perdure, sql -> count.incrementAndGet());
      Operations.prepare(store);
      for (Map.Entry<String, Operations.Operation> operation : Operations.all().entrySet()) {
        for (int round = 0; round < ROUNDS; round++) {
          WorkflowId workflow = WorkflowId.of(operation.getKey() + round);
          statements.hear();
          count.set(0);
          operation.getValue().run(store, workflow);
          counted.put(operation.getKey(), count.get() == 0 ? UNCOUNTED : count.toString());
        }
      }
      assertThat(statements.count()).as("statements that are kept").isGreaterThan(10);
    }

    Map<String, String> documented = new LinkedHashMap<>();
    documented().forEach((name, cost) -> documented.put(name, cost.sqlite()));
    assertThat(documented).isEqualTo(counted);
  }

  private static Map<String, Cost> documented() throws IOException {
    Map<String, Cost> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(page())) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::trim).toList();
      if (cells.size() == 6 && Operations.all().containsKey(cells.get(1))) {
        rows.put(cells.get(1), new Cost(cells.get(2), cells.get(3), cells.get(4)));
      }
    }
    return rows;
  }

  private static Path page() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path page = folder.resolve("docs/performance.md");
      if (Files.exists(page)) {
        return page;
      }
    }
    throw new AssertionError("no folder above this one has docs/performance.md");
  }
}
