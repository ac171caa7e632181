package io.perdure.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Backends;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The Postgres server of the tests")
class PostgresServerTest {
  @Test
  @DisplayName("keeps what it has answered, and does not sort by bytes unless asked to")
  void durableAndNotC() throws Exception {
    PostgresServer server = PostgresServer.running();
    String name = server.createDatabase("check");
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(name))) {
      assertThat(one(connection, "show fsync")).isEqualTo("on");
      assertThat(one(connection, "show full_page_writes")).isEqualTo("on");
      assertThat(one(connection, "show synchronous_commit")).isEqualTo("on");
      assertThat(one(connection, "select 'b' < 'A'")).isEqualTo("f");
      assertThat(one(connection, "select 'a' < 'B'")).isEqualTo("t");
    } finally {
      server.dropDatabase(name);
    }
  }

  @Test
  @DisplayName("can give a database that is hostile in every way that the contract names")
  void hostile(@TempDir Path scratch) throws Exception {
    Backend backend = Backends.get("postgres-hostile");
    try (Backend.Site site = backend.create(scratch);
        Connection connection = DriverManager.getConnection(site.address())) {
      assertThat(one(connection, "show search_path")).isEqualTo("evil, pg_catalog, public");
      assertThat(one(connection, "show timezone")).isEqualTo("America/St_Johns");
      assertThat(one(connection, "show bytea_output")).isEqualTo("escape");
      assertThat(one(connection, "show default_transaction_isolation")).isEqualTo("serializable");
      assertThat(one(connection, "show default_transaction_read_only")).isEqualTo("on");
      assertThat(one(connection, "show default_transaction_deferrable")).isEqualTo("on");
      for (String call :
          new String[] {
            "clock_timestamp()",
            "now()",
            "unnest(array[1])",
            "max(1::bigint)",
            "sum(1::bigint)",
            "octet_length('x'::pg_catalog.bytea)",
            "pg_advisory_xact_lock(1::bigint)",
            "current_setting('fsync')",
            "count(*)"
          }) {
        assertThatThrownBy(() -> one(connection, "select " + call))
            .as(call)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("qualify the name");
      }
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
