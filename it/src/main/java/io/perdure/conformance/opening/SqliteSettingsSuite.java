package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.StoreException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("C1")
@DisplayName("A store on SQLite")
public abstract class SqliteSettingsSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  /** SQLite's numbers for {@code synchronous}. */
  private static final String OFF = "0";

  private static final String NORMAL = "1";
  private static final String FULL = "2";

  @Test
  @DisplayName("writes with WAL, foreign keys, UTF-8 and a busy timeout, in a file of its own kind")
  void settings(Database database) throws SQLException {
    Map<String, String> found =
        pragmas(
            database.perdure(),
            "journal_mode",
            "foreign_keys",
            "encoding",
            "busy_timeout",
            "application_id",
            "wal_autocheckpoint");

    assertThat(found)
        .containsEntry("journal_mode", "wal")
        .containsEntry("foreign_keys", "1")
        .containsEntry("encoding", "UTF-8");
    assertThat(Integer.parseInt(found.get("busy_timeout"))).isBetween(1, 15_000);
    assertThat(found.get("application_id")).isNotEqualTo("0");
    assertThat(Integer.parseInt(found.get("wal_autocheckpoint"))).isPositive();
    assertThat(Beside.of(database).text("pragma application_id"))
        .isEqualTo(found.get("application_id"));
  }

  @Test
  @DisplayName(
      "flushes every commit in a file, on request at checkpoints only, and never a temporary")
  void synchronous(Database database) throws SQLException, IOException {
    boolean durable = database.backend().capabilities().contains(Capability.DURABLE);
    assertThat(pragma(database.perdure(), "synchronous")).isEqualTo(durable ? FULL : OFF);

    Path file = database.scratch().resolve("own.db");
    try (Perdure full = Perdure.sqlite(file).migrateOnOpen().open()) {
      assertThat(pragma(full, "synchronous")).isEqualTo(FULL);
    }
    try (Perdure normal = Perdure.sqlite(file).synchronousNormal().open()) {
      assertThat(pragma(normal, "synchronous")).isEqualTo(NORMAL);
      assertThat(normal.namespace("shop").history().append(A, 0, event("one")).last()).isEqualTo(1);
    }
    try (Perdure full = Perdure.sqlite(file).open()) {
      assertThat(pragma(full, "synchronous")).isEqualTo(FULL);
      assertThat(full.namespace("shop").history().head(A)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("enforces foreign keys on its connection")
  void foreignKeys(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    beside.execute("create table parent (id integer primary key)");
    beside.execute("create table child (id integer references parent (id))");

    assertThatThrownBy(
            () ->
                database
                    .store()
                    .<Boolean, SQLException>transact(
                        TransactionOptions.defaults().withConnection(),
                        tx -> {
                          Beside.execute(tx.connection(), "insert into child values (1)");
                          return true;
                        }))
        .isInstanceOf(SQLException.class);
    assertThat(beside.number("select count(*) from child")).isZero();
  }

  @Test
  @DisplayName("refuses a file in another encoding, of another application, or that is no database")
  void mismatch(Database database) throws SQLException, IOException {
    Path utf16 = database.scratch().resolve("utf16.db");
    Beside.execute(utf16, "pragma encoding = 'UTF-16'", "create table mine (text text)");
    Path other = database.scratch().resolve("other.db");
    Beside.execute(other, "pragma application_id = 1196444487", "create table mine (text text)");
    Path text = database.scratch().resolve("text.db");
    Files.writeString(text, "This is not a database, whatever its name says.\n".repeat(100));

    for (Path file : List.of(utf16, other, text)) {
      assertThatThrownBy(() -> Perdure.sqlite(file).migrateOnOpen().open().close())
          .as("%s", file.getFileName())
          .isInstanceOf(StoreException.class);
    }

    assertThat(Beside.texts(other, "select name from sqlite_schema")).containsExactly("mine");
    assertThat(Beside.texts(utf16, "select name from sqlite_schema")).containsExactly("mine");
    assertThat(Files.readString(text)).startsWith("This is not a database");
  }

  @Test
  @Clause("G12")
  @DisplayName(
      "that is open for reading only has types that cannot write, and sees what is written")
  void readOnly(Database database) throws IOException {
    Path file = database.scratch().resolve("own.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(A, 0, event("one"));
    }
    try (PerdureReader reader = Perdure.sqlite(file).openReadOnly()) {
      assertThat(reader.namespace("shop").history().head(A)).isEqualTo(1);
      long head = reader.namespace("shop").snapshot(snapshot -> snapshot.history().head(A));
      assertThat(head).isEqualTo(1);
      assertThat(reader.namespace("shop").history())
          .isNotInstanceOf(io.perdure.store.history.History.class);
      assertThat(reader.namespace("shop")).isNotInstanceOf(io.perdure.store.Store.class);
    }
  }

  private static String pragma(Perdure perdure, String name) throws SQLException {
    return pragmas(perdure, name).getOrDefault(name, "");
  }

  private static Map<String, String> pragmas(Perdure perdure, String... names) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    try (Connection writer = perdure.dataSource().getConnection()) {
      for (String name : names) {
        found.put(name, Beside.texts(writer, "pragma " + name).get(0));
      }
    }
    return found;
  }
}
