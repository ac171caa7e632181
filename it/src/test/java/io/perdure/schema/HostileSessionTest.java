package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Migration on Postgres under a hostile session")
class HostileSessionTest {
  @RegisterExtension private final PostgresPlaces places = new PostgresPlaces();

  @ParameterizedTest
  @ValueSource(strings = {"own", "liquibase", "synthetic"})
  @DisplayName("the session's defaults and the names that stand before the server's change nothing")
  void migrates(String changelog) throws Exception {
    Place place = places.create();
    place.execute(
        "create schema evil",
        "create domain evil.text as pg_catalog.varchar(3)",
        "create domain evil.bytea as pg_catalog.bytea check (false)",
        "create function evil.octet_length(pg_catalog.text) returns int language sql"
            + " as 'select 1'",
        "create function evil.lower(pg_catalog.text) returns pg_catalog.text language sql"
            + " as 'select null::pg_catalog.text'",
        "create function evil.now() returns timestamptz language sql"
            + " as 'select null::timestamptz'",
        "create function evil.pg_try_advisory_xact_lock(bigint) returns boolean language sql"
            + " as 'select false'",
        "create function evil.same(name, name) returns boolean language sql as 'select false'",
        "create operator evil.= (leftarg = name, rightarg = name, function = evil.same)",
        "create function evil.under(bigint, bigint) returns boolean language sql"
            + " as 'select true'",
        "create operator evil.>= (leftarg = bigint, rightarg = bigint, function = evil.under)",
        set("search_path = evil, pg_catalog, public"),
        set("default_transaction_read_only = on"),
        set("default_transaction_isolation = 'serializable'"),
        set("statement_timeout = '60s'"),
        set("timezone = 'America/St_Johns'"),
        set("datestyle = 'SQL, DMY'"),
        set("bytea_output = 'escape'"),
        set("client_min_messages = 'debug1'"));

    StoreSchema schema = place.schema(changelog);
    assertThat(schema.status().state()).isEqualTo(SchemaState.ABSENT);
    assertThat(schema.migrate().state()).isEqualTo(SchemaState.CURRENT);
    if (!changelog.equals("synthetic")) {
      assertThat(schema.validate()).isEmpty();
      assertThatThrownBy(
              () ->
                  place.execute(
                      "begin read write",
                      "insert into perdure.perdure_workflow (ns, workflow, head, run_no)"
                          + " values (pg_catalog.repeat('n', 65), 'w', 0, 0)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("perdure_workflow_ns");
    }
    assertThat(place.query("show search_path")).containsExactly("evil, pg_catalog, public");
  }

  private String set(String setting) {
    return "do $$ begin execute 'alter database ' || current_database() || ' set "
        + setting.replace("'", "''")
        + "'; end $$";
  }
}
