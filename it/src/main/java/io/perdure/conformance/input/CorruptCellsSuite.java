package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.RoomsReader;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.ArchiveGoneException;
import io.perdure.store.tasks.TaskKey;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G10")
@DisplayName("Any one cell of any table that a faulty disk changed")
public abstract class CorruptCellsSuite {
  private static final String TEXT = "w";
  private static final WorkflowId W = WorkflowId.of(TEXT);
  private static final PageRequest PAGE = PageRequest.first(9);

  /** The rooms that read a table, by the noun that its name begins with. */
  private static final Map<String, String> ROOMS =
      Map.ofEntries(
          Map.entry("archive", "packages"),
          Map.entry("body", "tasks documents outputs"),
          Map.entry("document", "documents"),
          Map.entry("event", "history"),
          Map.entry("lease", "leases"),
          Map.entry("once", "history"),
          Map.entry("output", "outputs"),
          Map.entry("package", "packages"),
          Map.entry("route", "packages"),
          Map.entry("run", "history"),
          Map.entry("task", "tasks"),
          Map.entry("timer", "timers"),
          Map.entry("workflow", "history"));

  /**
   * What says nothing to a reader: it is for the order of commits, or told by what it points at.
   */
  private static final Set<String> UNREAD =
      Set.of("perdure_schema", "perdure_store", "perdure_changelog", "perdure_changelog_lock");

  /** A cell to be spoiled, and the row that it is in. */
  private record Place(String table, String column, Map<String, Object> key, Object value) {}

  @Test
  @DisplayName("is told with table and key by what reads it, or does no harm; nothing breaks")
  void everyCell(Database database) throws Exception {
    Store store = database.store();
    Everywhere everywhere = new Everywhere(store, TEXT);
    everywhere.write();
    OutputId output = store.outputs().latest(Latest.of(TEXT)).orElseThrow().id();
    Beside beside = Beside.of(database);
    lift(beside);
    List<Place> places = places(beside);
    Map<String, Integer> told = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    int spoiled = 0;
    for (Place place : places) {
      for (Object bad : spoils(place.value())) {
        if (!write(beside, place, bad)) {
          continue; // no fault makes a value missing that a column must have, nor a key that is
          // there
        }
        spoiled++;
        String what = place.table() + "." + place.column() + " <- " + shown(bad);
        for (Map.Entry<String, Callable<Object>> read :
            reads(place.table(), store, output).entrySet()) {
          if (read(what + ": " + read.getKey(), read.getValue(), silent)) {
            told.merge(place.table() + "." + place.column(), 1, Integer::sum);
          }
        }
        restore(beside, place, bad);
      }
    }

    assertThat(silent).as("what nobody was told").isEmpty();
    assertThat(spoiled).isGreaterThan(150);
    assertThat(told.keySet()).contains(MUST_BE_TOLD.toArray(String[]::new));
    for (Place place : places) {
      reads(place.table(), store, output)
          .forEach((name, read) -> assertThat(read(name, read, silent)).as(name).isFalse());
    }
    assertThat(silent).isEmpty();
  }

  /** Columns in which at least one of the spoils says what cannot be. */
  private static final Set<String> MUST_BE_TOLD =
      new TreeSet<>(
          List.of(
              "perdure_archive_chunk.content",
              "perdure_body.bytes",
              "perdure_document.content_type",
              "perdure_document.size",
              "perdure_event.content_type",
              "perdure_event.mark",
              "perdure_event.type",
              "perdure_lease.incarnation",
              "perdure_lease.owner",
              "perdure_lease.reason",
              "perdure_lease.token",
              "perdure_output.attempt",
              "perdure_output.content_type",
              "perdure_output.kind",
              "perdure_output.name",
              "perdure_output.note",
              "perdure_output.size",
              "perdure_output.uri",
              "perdure_output_parent.parent",
              "perdure_package.length",
              "perdure_package.sha256",
              "perdure_route.hash",
              "perdure_run.status",
              "perdure_run.type",
              "perdure_task.attempt",
              "perdure_task.content_type",
              "perdure_task.queue",
              "perdure_task.reason",
              "perdure_task.size",
              "perdure_task.state",
              "perdure_timer.available_at",
              "perdure_workflow.status",
              "perdure_workflow.type"));

  /** Reads; answers whether it was told that something is corrupt. */
  private static boolean read(String what, Callable<Object> read, List<String> silent) {
    try {
      Sound.of(read.call()).ifPresent(nonsense -> silent.add(what + " says " + nonsense));
      return false;
    } catch (CorruptRecordException corrupt) {
      if (!corrupt.table().startsWith("perdure_")) {
        silent.add(what + " does not name the table: " + corrupt);
      }
      return true;
    } catch (NotFoundException | ArchiveGoneException gone) {
      return false; // what is not there cannot be told from what was never there
    } catch (Exception broken) {
      silent.add(what + " throws " + broken);
      return false;
    }
  }

  /** What reads rows of a table, by name. */
  private static Map<String, Callable<Object>> reads(
      String table, RoomsReader store, OutputId output) {
    Map<String, Callable<Object>> reads = new LinkedHashMap<>();
    String room = ROOMS.getOrDefault(table.split("_", -1)[1], "");
    assertThat(room).as("the room of %s: say it in ROOMS", table).isNotEmpty();
    if (room.contains("history")) {
      ofHistory(reads, store);
    }
    if (room.contains("timers")) {
      ofTimers(reads, store);
    }
    if (room.contains("tasks")) {
      ofTasks(reads, store);
    }
    if (room.contains("packages")) {
      ofPackages(reads, store);
    }
    if (room.contains("outputs")) {
      ofOutputs(reads, store, output);
    }
    if (room.contains("leases")) {
      reads.put("lease", () -> store.leases().find(TEXT));
    }
    if (room.contains("documents")) {
      reads.put("document", () -> store.documents().find(TEXT));
      reads.put("revision", () -> store.documents().revision(TEXT));
      reads.put("documents", () -> store.documents().list(PAGE));
    }
    return reads;
  }

  private static void ofHistory(Map<String, Callable<Object>> reads, RoomsReader store) {
    reads.put("head", () -> store.history().head(W));
    reads.put("read", () -> store.history().read(W));
    reads.put("find", () -> store.history().find(W));
    reads.put("runs", () -> store.history().runs(W));
    reads.put("list", () -> store.history().list(WorkflowFilter.all(), PAGE));
    reads.put("ids", () -> store.history().ids(PAGE));
  }

  private static void ofTimers(Map<String, Callable<Object>> reads, RoomsReader store) {
    reads.put("timer", () -> store.timers().find(W, TEXT));
    reads.put("timers", () -> store.timers().list(W, PAGE));
    reads.put("due", () -> store.timers().due(AT.plus(Duration.ofDays(80_000)), PAGE));
    reads.put("nextDue", () -> store.timers().nextDue());
  }

  private static void ofTasks(Map<String, Callable<Object>> reads, RoomsReader store) {
    reads.put("task", () -> store.tasks().find(TaskKey.of(W, TEXT)));
    reads.put("payload", () -> store.tasks().findPayload(TaskKey.of(W, TEXT)));
    reads.put("failed task", () -> store.tasks().find(TaskKey.of(TEXT)));
    reads.put("payload of it", () -> store.tasks().findPayload(TaskKey.of(TEXT)));
    reads.put("tasks", () -> store.tasks().list(W, PAGE));
    reads.put("deadLetters", () -> store.tasks().deadLetters(PAGE));
    reads.put("unsettled", () -> store.tasks().unsettledWorkflows(PAGE));
    reads.put("held", () -> store.tasks().heldWorkflows(PAGE));
    reads.put("scopes", () -> store.tasks().pendingScopes(PAGE));
    reads.put("counts", () -> store.tasks().counts(PAGE));
    reads.put("max", () -> store.tasks().maxDeliveries(TEXT));
  }

  private static void ofPackages(Map<String, Callable<Object>> reads, RoomsReader store) {
    reads.put("packages", () -> store.packages().list(PAGE));
    reads.put("package", () -> store.packages().find(TEXT, TEXT));
    reads.put("archive", () -> bytes(store.packages().archive(TEXT, TEXT)));
    reads.put("route", () -> store.packages().route(TEXT));
    reads.put("routes", () -> store.packages().routes(PAGE));
  }

  private static void ofOutputs(
      Map<String, Callable<Object>> reads, RoomsReader store, OutputId output) {
    reads.put("output", () -> store.outputs().find(output));
    reads.put("latest", () -> store.outputs().latest(Latest.of(TEXT)));
    reads.put("outputs", () -> store.outputs().list(TaskAttempt.of(TEXT, 1), PAGE));
    reads.put("lineage", () -> store.outputs().lineage(output, 9));
  }

  private static Object bytes(Archive archive) throws Exception {
    try (InputStream in = archive.newInputStream()) {
      return Payload.of(in.readAllBytes());
    }
  }

  /** What a cell of that type may be changed to. */
  private static List<@Nullable Object> spoils(Object value) {
    List<@Nullable Object> spoils = new ArrayList<>();
    if (value instanceof Number number) {
      long was = number.longValue();
      spoils.addAll(List.of(-1L, Long.MAX_VALUE, was + 1));
    } else if (value instanceof byte[] was && was.length == 0) {
      spoils.add(new byte[1]);
    } else if (value instanceof byte[] was) {
      byte[] flipped = was.clone();
      flipped[was.length / 2] ^= 1;
      spoils.addAll(
          List.of(
              new byte[0],
              Arrays.copyOf(was, was.length - 1),
              Arrays.copyOf(was, was.length + 1),
              flipped));
    } else {
      spoils.addAll(List.of("", "x".repeat(9000), "\u00e9" + value));
    }
    spoils.removeIf(bad -> bad != null && bad.equals(value));
    spoils.add(null);
    return spoils;
  }

  /** Takes the constraints away that stand between a faulty hand and its deed. */
  private static void lift(Beside beside) throws SQLException {
    if (!beside.isServer()) {
      beside.execute("pragma ignore_check_constraints = on");
      return;
    }
    for (String drop :
        beside.texts(
            "select format('alter table perdure.%I drop constraint %I', r.relname, c.conname)"
                + " from pg_constraint c join pg_class r on r.oid = c.conrelid"
                + " where c.contype = 'c' and r.relnamespace = 'perdure'::regnamespace")) {
      beside.execute(drop);
    }
  }

  private static List<Place> places(Beside beside) throws SQLException {
    Map<String, Place> places = new LinkedHashMap<>();
    for (String table : Rows.tables(beside)) {
      if (UNREAD.contains(table)) {
        continue;
      }
      Set<String> key = key(beside, table);
      for (List<Rows.Cell> row : Rows.cells(beside, table, "")) {
        Map<String, Object> where = new LinkedHashMap<>();
        row.stream()
            .filter(cell -> key.contains(cell.column()))
            .forEach(cell -> where.put(cell.column(), cell.value()));
        row.stream()
            .filter(cell -> !cell.column().equals("ns") && !cell.column().equals("pos"))
            .forEach(
                cell ->
                    places.putIfAbsent(
                        table + "." + cell.column(),
                        new Place(table, cell.column(), where, cell.value())));
      }
    }
    return List.copyOf(places.values());
  }

  private static Set<String> key(Beside beside, String table) throws SQLException {
    Set<String> key = new TreeSet<>();
    try (ResultSet columns =
        beside
            .connection()
            .getMetaData()
            .getPrimaryKeys(null, beside.isServer() ? "perdure" : null, table)) {
      while (columns.next()) {
        key.add(columns.getString("COLUMN_NAME"));
      }
    }
    assertThat(key).as("key of %s", table).isNotEmpty();
    return key;
  }

  private static boolean write(Beside beside, Place place, @Nullable Object bad) {
    try {
      return update(beside, place, bad, place.key()) == 1;
    } catch (SQLException kept) {
      return false;
    }
  }

  private static void restore(Beside beside, Place place, @Nullable Object bad)
      throws SQLException {
    Map<String, Object> key = new LinkedHashMap<>(place.key());
    if (bad != null) {
      key.replace(place.column(), bad);
    }
    assertThat(update(beside, place, place.value(), key)).as("restored %s", place).isEqualTo(1);
  }

  private static int update(
      Beside beside, Place place, @Nullable Object value, Map<String, Object> key)
      throws SQLException {
    String where = String.join(" = ? and ", key.keySet()) + " = ?";
    String sql = "update %s set %s = ? where %s";
    try (PreparedStatement statement =
        beside
            .connection()
            .prepareStatement(sql.formatted(beside.name(place.table()), place.column(), where))) {
      if (value == null) {
        statement.setNull(1, type(place.value()));
      } else {
        statement.setObject(1, value);
      }
      int at = 2;
      for (Object part : key.values()) {
        statement.setObject(at++, part);
      }
      return statement.executeUpdate();
    }
  }

  private static int type(Object value) {
    if (value instanceof byte[]) {
      return Types.BINARY;
    }
    return value instanceof Number ? Types.BIGINT : Types.VARCHAR;
  }

  private static String shown(@Nullable Object bad) {
    String shown = bad instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(bad);
    return shown.length() > 30 ? shown.substring(0, 30) + "…" : shown;
  }
}
