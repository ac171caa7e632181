package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Statements;
import java.util.List;
import java.util.function.Function;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresDialectTest {
  private static String text(String schema, Function<Dialect, Query> query) {
    CompiledSql sql = CompiledSql.of("test", query);
    return new Statements(new PostgresDialect(schema), List.of(sql)).text(sql);
  }

  @Test
  @DisplayName("A table stands with its schema, quoted, and an alias of it without")
  void tablesAreQualified() {
    assertThat(text("user", any -> DSL.select(PERDURE_EVENT.SEQ).from(PERDURE_EVENT)))
        .isEqualTo("select \"user\".perdure_event.seq from \"user\".perdure_event");
    var e = PERDURE_EVENT.as("e");
    assertThat(text("user", any -> DSL.select(e.SEQ).from(e)))
        .isEqualTo("select e.seq from \"user\".perdure_event as e");
  }

  @Test
  @DisplayName("Functions are named with pg_catalog, which no search path can put behind another")
  void functionsAreQualified() {
    assertThat(text("s", dialect -> DSL.select(dialect.byteLength(PERDURE_EVENT.PAYLOAD))))
        .contains("pg_catalog.octet_length(");
    assertThat(text("s", dialect -> DSL.select(dialect.now())))
        .isEqualTo(
            "select cast(extract(epoch from pg_catalog.clock_timestamp()) * 1000000000 as bigint)"
                + " + ?");
  }

  @Test
  @DisplayName("What is read to be changed is locked")
  void locked() {
    assertThat(text("s", dialect -> dialect.locked(DSL.selectFrom(PERDURE_WORKFLOW))))
        .endsWith("for update");
  }

  @Test
  @DisplayName("An append is one statement, whose types no search path can shadow")
  void appendIsOneStatement() {
    Statements statements = new Statements(new PostgresDialect("s"), List.of());
    for (CompiledSql sql : statements.dialect().events().statements()) {
      String arrays = sql.name().endsWith(".one") ? "" : "unnest(cast(? as pg_catalog.int8[]), ";
      assertThat(statements.text(sql))
          .contains("\"s\".perdure_event (", arrays)
          .doesNotContain("::", " as int8", " as text", " as bytea", ";");
    }
  }
}
