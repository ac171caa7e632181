package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.Texts;
import io.perdure.conformance.input.Rows.Cell;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.DocumentEntry;
import io.perdure.store.history.NewEvent;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StoredPackage;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.Timer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G1", "G2"})
@DisplayName("A text in every string that the rooms take")
public abstract class EverywhereSuite {
  /** What means something to SQL, JDBC, jOOQ, patterns, formats or C; none over 64 bytes. */
  private static final List<String> INJECTIONS =
      List.of(
          "'",
          "\"; delete from perdure_event; --",
          "'; drop table perdure_event; --",
          "'; drop schema perdure cascade; --",
          "x' or '1'='1",
          "' union select token from perdure_lease --",
          "$1",
          "$1$2",
          "$$; drop table perdure_task; $$",
          "$tag$'$tag$",
          "?",
          ":name",
          ":1::text",
          "{0}",
          "{1} {fn now()} {d '2020-01-01'}",
          "%",
          "%s%n%d",
          "\\",
          "\\'; commit; --",
          "\\x41",
          "\\000",
          "U&'\\0041'",
          "X'41'",
          "*/ commit /*",
          "/* /* */",
          "-- \n; rollback",
          "a\r\nb\tc",
          "; commit; begin",
          "`; drop table perdure_run`",
          "NULL",
          "perdure_event",
          "pg_sleep(9)",
          "randomblob(1000000000)",
          "load_extension('x')",
          "${schema}perdure_event",
          "${jndi:ldap://localhost/x}",
          "(select 1)",
          "\u02bc or 1=1",
          "\uff07; drop table perdure_event; --",
          "\u202e--;'");

  /** Columns of text that no caller's string gets into. */
  private static final Set<String> OUR_OWN =
      Set.of(
          "perdure_archive.archive",
          "perdure_archive.state",
          "perdure_archive_chunk.archive",
          "perdure_body.owner",
          "perdure_body.room",
          "perdure_event.mark",
          "perdure_lease.token",
          "perdure_once.room",
          "perdure_output.id",
          "perdure_output.kind",
          "perdure_output_parent.id",
          "perdure_output_parent.parent",
          "perdure_package.archive",
          "perdure_run.status",
          "perdure_task.body",
          "perdure_task.claim",
          "perdure_task.state",
          "perdure_workflow.status");

  private static final int LONGEST_ID = 512;
  private static final int LONGEST_NAMESPACE = 64;

  @Test
  @Clause("G11")
  @DisplayName(
      "that is made to be taken for SQL or a pattern is stored, found and removed, and changes"
          + " nothing else")
  void injection(Database database) throws Exception {
    Perdure perdure = database.perdure();
    Beside beside = Beside.of(database);
    Everywhere harmless = new Everywhere(perdure.namespace("bystander"), "harmless");
    harmless.write();
    harmless.assertRead();
    List<String> bystander = rowsOf(beside, "bystander");
    List<String> catalog = catalog(beside);

    for (String text : INJECTIONS) {
      Everywhere hostile = new Everywhere(perdure.namespace(text), text);
      hostile.write();
      hostile.assertRead();
    }
    assertThat(Dump.all(7, perdure.administration()::namespaces))
        .extracting(counts -> counts.namespace())
        .containsExactlyElementsOf(
            Texts.inByteOrder(Stream.concat(INJECTIONS.stream(), Stream.of("bystander")).toList()));
    for (String text : INJECTIONS) {
      Everywhere hostile = new Everywhere(perdure.namespace(text), text);
      hostile.remove();
    }

    assertThat(rowsOf(beside, "bystander")).isEqualTo(bystander);
    assertThat(catalog(beside)).isEqualTo(catalog);
    harmless.assertRead();
  }

  @Test
  @Clause({"H7", "G9"})
  @DisplayName(
      "that has as many bytes as are allowed, of random characters of four bytes, comes back")
  void longest(Perdure perdure) throws Exception {
    Random random = new Random(6);
    for (int i = 0; i < 3; i++) {
      String text = Leaves.fourBytes(random, LONGEST_ID);
      Store store = perdure.namespace(Leaves.fourBytes(random, LONGEST_NAMESPACE));
      Everywhere longest = new Everywhere(store, text);
      longest.write();
      longest.assertRead();
      longest.remove();
    }
  }

  @Test
  @Clause("G9")
  @DisplayName("orders every list by the bytes of its UTF-8, at the bound, too")
  void inByteOrder(Store store) {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // Some begin alike, and differ only at their ends; some have fewer bytes for a character.
      String head = i % 3 == 0 ? "\uffee" : i % 3 == 1 ? "\ud83d\ude00".repeat(126) : "";
      int left = LONGEST_ID - head.getBytes(StandardCharsets.UTF_8).length;
      texts.add(head + Leaves.fourBytes(random, left));
    }
    Payload payload = new Payload(Bytes.empty(), texts.get(0));
    store.transact(
        tx -> {
          for (String text : texts) {
            WorkflowId id = WorkflowId.of(text);
            tx.history().append(id, 0, NewEvent.of(text, payload, AT));
            tx.documents().put(text, 0, payload);
            tx.timers().schedule(WorkflowId.of("w"), text, AT.plusSeconds(1));
            tx.tasks().enqueue(NewTask.of(TaskKey.of(WorkflowId.of("w"), text), text, payload));
            tx.tasks().hold(id);
            tx.packages().put(new DeployedPackage(text, "h", AT), Bytes.empty());
          }
          return texts.size();
        });

    List<String> sorted = Texts.inByteOrder(texts);
    WorkflowId w = WorkflowId.of("w");
    for (int page : new int[] {3, 100}) {
      assertThat(Dump.ids(store.history(), page)).extracting(WorkflowId::value).isEqualTo(sorted);
      assertThat(Dump.all(page, store.documents()::list))
          .extracting(DocumentEntry::key)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, p -> store.timers().list(w, p)))
          .extracting(Timer::timer)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, p -> store.timers().due(AT.plusSeconds(2), p)))
          .extracting(Timer::timer)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, p -> store.tasks().list(w, p)))
          .extracting(Task::key)
          .extracting(TaskKey::key)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, store.tasks()::heldWorkflows))
          .extracting(WorkflowId::value)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, store.tasks()::counts))
          .extracting(QueueCounts::queue)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, store.packages()::list))
          .extracting(StoredPackage::type)
          .isEqualTo(sorted);
      assertThat(Dump.all(page, store.packages()::routes))
          .extracting(Route::type)
          .isEqualTo(sorted);
    }
  }

  @Test
  @DisplayName("gets into every column of text of every table, but for those of the store's own")
  void everyColumn(Database database) throws Exception {
    String marker = "marker";
    Store store = database.perdure().namespace(marker);
    new Everywhere(store, marker).write();
    store.tasks().enqueue(NewTask.of(TaskKey.of("another"), "other", Payload.empty()));
    Beside beside = Beside.of(database);

    Set<String> without = new TreeSet<>();
    for (String column : textColumns(beside)) {
      String table = column.substring(0, column.indexOf('.'));
      boolean found =
          Rows.cells(beside, table, " where ns = '" + marker + "'").stream()
              .flatMap(List::stream)
              .filter(cell -> (cell.table() + "." + cell.column()).equals(column))
              .anyMatch(cell -> cell.value().equals(marker));
      if (!found) {
        without.add(column);
      }
    }
    Set<String> ours = new TreeSet<>(OUR_OWN);
    ours.add("perdure_task.claim_key"); // a token that a caller gave, and no other text
    ours.add("perdure_timer.claim");
    ours.add("perdure_timer.claim_key");
    assertThat(without).isEqualTo(ours);
  }

  private static List<String> textColumns(Beside beside) throws SQLException {
    return beside.texts(
        beside.isServer()
            ? "select c.table_name || '.' || c.column_name from information_schema.columns c"
                + " join pg_catalog.pg_tables t on t.schemaname = c.table_schema"
                + " and t.tablename = c.table_name where c.table_schema = 'perdure'"
                + " and c.data_type = 'text' and exists (select 1 from"
                + " information_schema.columns n where n.table_schema = c.table_schema"
                + " and n.table_name = c.table_name and n.column_name = 'ns')"
            : "select s.name || '.' || c.name from sqlite_schema s, pragma_table_info(s.name) c"
                + " where s.type = 'table' and c.type = 'TEXT' and exists (select 1 from"
                + " pragma_table_info(s.name) n where n.name = 'ns')");
  }

  private static List<String> rowsOf(Beside beside, String namespace) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : Rows.tables(beside)) {
      for (List<Cell> row : Rows.cells(beside, table, "")) {
        if (row.stream()
            .anyMatch(cell -> cell.column().equals("ns") && cell.value().equals(namespace))) {
          rows.add(row.toString());
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  private static List<String> catalog(Beside beside) throws SQLException {
    return beside.texts(
        beside.isServer()
            ? "select relname::text || relkind::text from pg_class c join pg_namespace n"
                + " on n.oid = c.relnamespace where n.nspname not like 'pg\\_%' order by 1"
            : "select name || coalesce(sql, '') from sqlite_schema order by 1");
  }
}
