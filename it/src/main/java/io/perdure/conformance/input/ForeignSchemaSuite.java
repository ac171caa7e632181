package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreFailureException;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("C4")
@DisplayName("A schema")
public abstract class ForeignSchemaSuite {
  @Test
  @Needs(Capability.SERVER)
  @DisplayName("with tables of our names that are another's is refused, and stays as it is")
  void ourNames(Database database) throws SQLException {
    Beside beside = Beside.server(database);
    for (String table : List.of("perdure_event", "perdure_schema", "perdure_changelog")) {
      beside.execute("create schema perdure");
      beside.execute("create table perdure." + table + " (mine text)");
      List<String> before = catalog(beside);
      for (ThrowingCallable opening :
          List.<ThrowingCallable>of(
              () -> database.door().open().close(),
              () -> database.door().migrateOnOpen().open().close(),
              () -> database.door().openReadOnly().close())) {
        assertThatThrownBy(opening, table)
            .isInstanceOf(StoreException.class)
            .message()
            .hasLineCount(1);
        assertThat(catalog(beside)).as(table).isEqualTo(before);
      }
      beside.execute("drop schema perdure cascade");
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("may not have a name that is anything but a name")
  void names(Database database) throws SQLException {
    String url = Beside.server(database).url();
    for (String bad :
        List.of(
            "",
            "a\"b; drop schema perdure cascade; --",
            "a'b",
            "a b",
            "Perdure",
            "1a",
            "a.b",
            "a-b",
            "a\nb",
            "perdure\n",
            "a\0",
            "{0}",
            "$1",
            "?",
            "\u00e9",
            "x".repeat(64))) {
      assertThatThrownBy(() -> Perdure.postgres(url).schema(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("schema must match");
    }
    String longest = "x".repeat(63);
    for (String good : List.of("select", "_", "user", longest)) {
      try (Perdure perdure = Perdure.postgres(url).schema(good).migrateOnOpen().open()) {
        perdure.namespace("shop").history().append(workflow("w"), 0, event("e"));
      }
      Beside.server(database).execute("drop schema \"" + good + "\" cascade");
    }
  }

  @Test
  @DisplayName("that lacks a table or a column fails what needs it, naming it, and nothing else")
  void mutilated(Database database) throws Exception {
    Beside beside = Beside.of(database);
    for (String cut :
        List.of(
            "drop view " + beside.name("perdure_document_readable"),
            "drop table " + beside.name("perdure_document"),
            "alter table " + beside.name("perdure_route") + " rename column hash to hsh")) {
      beside.execute(cut);
    }
    Store store = database.store();

    assertThatThrownBy(() -> store.documents().find("k"))
        .isInstanceOf(StoreFailureException.class)
        .hasMessageContaining("perdure_document");
    assertThatThrownBy(() -> store.packages().route("t"))
        .isInstanceOf(StoreFailureException.class)
        .hasMessageContaining("hash");
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(workflow("w"), 0, event("e"));
                      return tx.documents().revision("k");
                    }))
        .isInstanceOf(StoreFailureException.class);
    assertThat(store.history().head(workflow("w"))).isZero();
    assertThat(store.history().append(workflow("w"), 0, event("e")).last()).isEqualTo(1);
  }

  private static List<String> catalog(Beside beside) throws SQLException {
    return beside.texts(
        "select n.nspname::text || '.' || c.relname::text || c.relkind::text from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace"
            + " where n.nspname not like 'pg\\_%' order by 1");
  }
}
