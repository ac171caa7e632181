package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSchemaTest {
  @TempDir private Path folder;
  private SqliteFile file;

  @BeforeEach
  void file() {
    file = new SqliteFile(folder.resolve("store.db"));
  }

  @Test
  @DisplayName("a new database has no schema, and the status says how to get one")
  void absent() {
    SchemaStatus status = file.schema().status();
    assertThat(status.state()).isEqualTo(SchemaState.ABSENT);
    assertThat(status.found()).isZero();
    assertThat(status.canRead()).isFalse();
    assertThat(status.pending()).startsWith("store-tables").hasSize((int) status.expected());
    assertThat(status.advice()).contains("migrate()");
  }

  @Test
  @DisplayName("a migrated database is current and without a difference")
  void migrated() {
    SchemaStatus status = file.schema().migrate();
    assertThat(status.state()).isEqualTo(SchemaState.CURRENT);
    assertThat(status.found()).isEqualTo(status.expected());
    assertThat(status.canWrite()).isTrue();
    assertThat(status.advice()).isEmpty();
    assertThat(file.schema().validate()).isEmpty();
  }

  @Test
  @DisplayName("migrating again changes nothing, not even the store's id")
  void again() throws SQLException {
    file.schema().migrate();
    String before = dump();
    assertThat(file.schema().migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  @DisplayName("two new databases are two stores")
  void storeIds() throws SQLException {
    file.schema().migrate();
    SqliteFile other = new SqliteFile(folder.resolve("other.db"));
    other.schema().migrate();
    assertThat(storeId(file)).matches("[0-9a-f]{32}").isNotEqualTo(storeId(other));
  }

  @Test
  @DisplayName("a database that lacks the last change is older, and is brought up to date")
  void older() throws SQLException {
    file.schema().migrate();
    file.execute(
        "drop table perdure_once",
        "delete from perdure_schema where change = 'once-table'",
        "delete from perdure_changelog where id = 'once-table'");
    SchemaStatus status = file.schema().status();
    assertThat(status.state()).isEqualTo(SchemaState.OLDER);
    assertThat(status.pending()).containsExactly("once-table");
    assertThat(status.canRead()).isFalse();
    assertThat(file.schema().migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(file.schema().validate()).isEmpty();
  }

  @Test
  @DisplayName("a newer database tells who may still read and write it")
  void newer() throws SQLException {
    file.schema().migrate();
    file.execute("insert into perdure_schema values (100, 'wider', 1, 1)");
    SchemaStatus wider = file.schema().status();
    assertThat(wider.state()).isEqualTo(SchemaState.NEWER);
    assertThat(wider.canWrite()).isTrue();

    file.execute("insert into perdure_schema values (101, 'read-only', 1, 101)");
    SchemaStatus readOnly = file.schema().status();
    assertThat(readOnly.canRead()).isTrue();
    assertThat(readOnly.canWrite()).isFalse();
    assertThat(readOnly.advice()).contains("101").contains("read-only");

    file.execute("insert into perdure_schema values (102, 'other', 102, 102)");
    SchemaStatus other = file.schema().status();
    assertThat(other.canRead()).isFalse();
    assertThat(other.advice()).contains("newer Perdure");
    assertThat(file.schema().migrate()).isEqualTo(other);
  }

  @Test
  @DisplayName("validation names what is missing, extra and different")
  void differences() throws SQLException {
    file.schema().migrate();
    file.execute(
        "drop index perdure_workflow_live",
        "drop index perdure_workflow_by_start",
        "create index perdure_workflow_by_start on perdure_workflow (ns, first_started_at)",
        "alter table perdure_run add column remark TEXT",
        "drop view perdure_run_readable",
        "create table perdure_notes (id INTEGER)");
    assertThat(file.schema().validate())
        .extracting(SchemaDifference::subject)
        .containsExactly(
            "column perdure_notes.id",
            "column perdure_run.remark",
            "index perdure_workflow_by_start",
            "index perdure_workflow_live",
            "table perdure_notes",
            "view perdure_run_readable");
  }

  @Test
  @DisplayName("a migration that fails leaves nothing")
  void failureLeavesNothing() throws SQLException {
    file.execute("create table perdure_once (id INTEGER)");
    assertThatThrownBy(() -> file.schema().migrate())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("perdure_once");
    try (Connection connection = file.connect()) {
      assertThat(Sql.query(connection, "select name from sqlite_master", row -> row.getString(1)))
          .containsExactly("perdure_once");
    }
  }

  @Test
  @DisplayName("a writer that does not end is told of, within the patience")
  void patience() throws SQLException {
    try (Connection writer = file.connect()) {
      Sql.execute(writer, "begin exclusive");
      assertThatThrownBy(() -> file.schema().patience(Duration.ofMillis(100)).migrate())
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("another migration is running");
      Sql.execute(writer, "rollback");
    }
  }

  @Test
  @DisplayName("a connection inside a transaction is refused")
  void insideTransaction() throws SQLException {
    try (Connection connection = file.connect()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> StoreSchema.on(connection).status())
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("auto-commit");
    }
  }

  @Test
  @DisplayName("a connection of the caller's stays open and usable")
  void callersConnection() throws SQLException {
    try (Connection connection = file.connect()) {
      StoreSchema.on(connection).migrate();
      assertThat(connection.isClosed()).isFalse();
      assertThat(StoreSchema.on(connection).validate()).isEmpty();
      Sql.execute(connection, "insert into perdure_schema values (100, 'wider', 1, 1)");
    }
  }

  @Test
  @DisplayName("a schema name that needs care is refused")
  void schemaName() {
    for (String name : new String[] {"", "Perdure", "a-b", "1a", "pg_x", "a\"b", "a".repeat(64)}) {
      assertThatThrownBy(() -> file.schema().schema(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("schema");
    }
  }

  private String dump() throws SQLException {
    try (Connection connection = file.connect()) {
      return Sql.query(
              connection,
              "select sql from sqlite_master union all select id || orderexecuted || dateexecuted"
                  + " from perdure_changelog union all select id from perdure_store",
              row -> String.valueOf(row.getString(1)))
          .toString();
    }
  }

  private static String storeId(SqliteFile file) throws SQLException {
    try (Connection connection = file.connect()) {
      return Sql.query(connection, "select id from perdure_store", row -> row.getString(1)).get(0);
    }
  }
}
