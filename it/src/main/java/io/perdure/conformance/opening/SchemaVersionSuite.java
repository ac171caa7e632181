package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.WorkflowId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.DURABLE)
@Clause("C4")
@DisplayName("Opening")
public abstract class SchemaVersionSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("refuses an older schema, names the line that mends it, and changes nothing")
  void older(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    database.perdure().close();
    long version = version(beside);
    beside.execute("delete from " + beside.name("perdure_schema") + " where version = " + version);
    List<String> catalog = catalog(beside);

    SchemaMismatchException mismatch = mismatch(() -> database.door().open().close());
    assertThat(mismatch.found()).isEqualTo(version - 1);
    assertThat(mismatch.expected()).isEqualTo(version);
    assertThat(mismatch)
        .hasMessageContaining("migrateOnOpen()")
        .hasMessageContaining("" + version)
        .hasMessageContaining("" + (version - 1));
    mismatch(() -> database.door().openReadOnly().close());

    assertThat(catalog(beside)).isEqualTo(catalog);
    assertThat(version(beside)).isEqualTo(version - 1);
  }

  @Test
  @DisplayName("refuses a newer schema that is not marked compatible, also with migrateOnOpen()")
  void newer(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    database.perdure().close();
    long version = version(beside);
    newer(beside, version + 1, version + 1, version + 1);
    List<String> catalog = catalog(beside);

    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(
            () -> database.door().open().close(),
            () -> database.door().migrateOnOpen().open().close(),
            () -> database.door().openReadOnly().close())) {
      SchemaMismatchException mismatch = mismatch(opening);
      assertThat(mismatch.found()).isEqualTo(version + 1);
      assertThat(mismatch.expected()).isEqualTo(version);
      assertThat(mismatch).hasMessageContaining("newer");
    }

    assertThat(catalog(beside)).isEqualTo(catalog);
    assertThat(version(beside)).isEqualTo(version + 1);
  }

  @Test
  @DisplayName("takes a newer schema that is marked compatible for writing")
  void compatible(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    database.perdure().close();
    long version = version(beside);
    newer(beside, version + 1, 1, version);

    try (Perdure perdure = database.door().open()) {
      assertThat(perdure.namespace("shop").history().append(A, 0, event("one")).last())
          .isEqualTo(1);
    }
    try (Perdure perdure = database.door().migrateOnOpen().open()) {
      assertThat(perdure.namespace("shop").history().head(A)).isEqualTo(1);
    }
    assertThat(version(beside)).isEqualTo(version + 1);
  }

  @Test
  @DisplayName("takes a newer schema that is marked compatible for reading, but for reading only")
  void readable(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    database.store().history().append(A, 0, event("one"));
    database.perdure().close();
    long version = version(beside);
    newer(beside, version + 1, version, version + 1);

    assertThat(mismatch(() -> database.door().open().close())).hasMessageContaining("read-only");
    mismatch(() -> database.door().migrateOnOpen().open().close());
    try (PerdureReader reader = database.door().openReadOnly()) {
      assertThat(reader.namespace("shop").history().head(A)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("changes nothing of a schema that is current, asked to migrate or not")
  void current(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    database.store().history().append(A, 0, event("one"));
    database.perdure().close();
    List<String> catalog = catalog(beside);
    List<String> changes = beside.texts("select change from " + beside.name("perdure_schema"));

    database.door().open().close();
    database.door().openReadOnly().close();
    try (Perdure perdure = database.door().migrateOnOpen().open()) {
      assertThat(perdure.namespace("shop").history().head(A)).isEqualTo(1);
    }

    assertThat(catalog(beside)).isEqualTo(catalog);
    assertThat(beside.texts("select change from " + beside.name("perdure_schema")))
        .isEqualTo(changes);
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("refuses a database without a schema, names the line that mends it, and makes none")
  void absentOnServer(Database database) throws SQLException {
    Beside beside = Beside.server(database);
    List<String> before = catalog(beside);

    assertAbsent(database);

    assertThat(catalog(beside)).isEqualTo(before);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("refuses a file that is not there, names the line that mends it, and makes none")
  void absentFile(Database database) throws SQLException {
    assertAbsent(database);

    Beside beside = Beside.of(database);
    assertThat(Path.of(Beside.file(database.perdure()))).exists();
    assertThat(version(beside)).isPositive();
  }

  private static void assertAbsent(Database database) {
    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(
            () -> database.door().open().close(), () -> database.door().openReadOnly().close())) {
      SchemaMismatchException mismatch = mismatch(opening);
      assertThat(mismatch.found()).isZero();
      assertThat(mismatch.expected()).isPositive();
      assertThat(mismatch.retryable()).isFalse();
      assertThat(mismatch).hasMessageContaining("migrateOnOpen()");
    }
  }

  private static SchemaMismatchException mismatch(ThrowingCallable opening) {
    assertThatThrownBy(opening).isInstanceOf(SchemaMismatchException.class);
    return catchThrowableOfType(SchemaMismatchException.class, opening);
  }

  private static void newer(Beside beside, long version, long minReader, long minWriter)
      throws SQLException {
    beside.execute(
        "insert into %s (version, change, min_reader, min_writer) values (%d, 'later', %d, %d)"
            .formatted(beside.name("perdure_schema"), version, minReader, minWriter));
  }

  private static long version(Beside beside) throws SQLException {
    return beside.number("select max(version) from " + beside.name("perdure_schema"));
  }

  /** What the catalog holds beside what the database made for itself. */
  private static List<String> catalog(Beside beside) throws SQLException {
    return beside.texts(
        beside.isServer()
            ? "select n.nspname::text || '.' || c.relname::text || c.relkind::text from pg_class c"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname not like 'pg\\_%' union all"
                + " select nspname::text from pg_namespace where nspname not like 'pg\\_%' order by 1"
            : "select name || sql from sqlite_schema where sql is not null order by 1");
  }
}
