package io.perdure.bench.floors;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.places.PostgresBackend;
import io.perdure.bench.places.SqliteBackend;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That floors do the same work: what makes the comparison honest. */
class FloorsTest {
  private static final int FEW = 3;
  private static final List<Work> ALL =
      List.of(
          new Work.Append(1, 256, 1),
          new Work.Append(50, 16, 1),
          new Work.Read(1200, 16),
          new Work.ClaimComplete(1, 1, 20),
          new Work.ClaimComplete(50, 1, 20),
          new Work.Schedule(1),
          new Work.Schedule(100),
          new Work.DueFired(100));

  /** All that is stored, but for what differs by chance, and by when it was. */
  private static final List<String> TABLES =
      List.of(
          "select * from perdure_workflow order by ns, workflow",
          "select ns, workflow, seq, run_no, type, content_type, mark, recorded_at, metadata,"
              + " payload from perdure_event order by ns, workflow, seq",
          "select ns, workflow, key, queue, node, state, held, available_at is null, attempt,"
              + " deliveries, claim is null, claim_key, claimed_at is null, ended_at is null,"
              + " digest, content_type, size, body, reason, payload from perdure_task order by pos",
          "select ns, workflow, timer, fire_at, version, available_at, claim, claim_key"
              + " from perdure_timer order by ns, workflow, timer");

  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName("Every floor leaves the rows that Perdure leaves, on SQLite")
  void sqlite() throws Exception {
    same(SqliteBackend.in(folder));
  }

  @Test
  @DisplayName("Every floor leaves the rows that Perdure leaves, on Postgres")
  void postgres() throws Exception {
    same(PostgresBackend.embedded());
  }

  private static void same(Backend backend) throws Exception {
    try (Backend closing = backend) {
      List<String> expected = left(closing, new PerdureEntry());
      assertThat(expected).hasSizeGreaterThan(5000).anyMatch(row -> row.contains("DONE"));
      for (Floor floor : Floor.ALL) {
        assertThat(left(closing, floor)).as(floor.name()).isEqualTo(expected);
      }
    }
  }

  /** What is there when all work was done. */
  private static List<String> left(Backend backend, Entry entry) throws Exception {
    try (Place place = backend.place()) {
      Database database = place.database();
      try (Entrant entrant = entry.enter(database).orElseThrow()) {
        for (Work work : ALL) {
          Called operation = (Called) entrant.operation(work).orElseThrow();
          int runs = work instanceof Work.Append ? Heads.WORKFLOWS + FEW : FEW;
          operation.prepare(runs);
          for (int run = 0; run < runs; run++) {
            operation.run();
          }
        }
      }
      return rows(database);
    }
  }

  private static List<String> rows(Database database) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet row = statement.executeQuery(table)) {
          while (row.next()) {
            rows.add(row(row));
          }
        }
      }
    }
    return rows;
  }

  private static String row(ResultSet row) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      Object value = row.getObject(column);
      text.append(value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value).append('|');
    }
    return text.toString();
  }
}
