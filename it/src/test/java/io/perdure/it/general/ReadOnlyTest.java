package io.perdure.it.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.PerdureReader;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.jooq.engine.Engine;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G12")
@DisplayName("A store that was opened read-only")
class ReadOnlyTest {
  private static final String SQLITE_READONLY = "8";
  private static final String READ_ONLY_TRANSACTION = "25006";

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("is refused every write by the database itself, on the connections it reads with")
  void refusedByTheDatabase(Database database) throws Exception {
    database.store().history().append(workflow("order"), 0, event("a"));
    Dump before = Dump.of(database.store().history());
    database.perdure().close();
    boolean server = database.backend().capabilities().contains(Capability.SERVER);
    String table = server ? "perdure.perdure_" : "perdure_";
    List<String> writes =
        List.of(
            "update " + table + "workflow set head = 7",
            "delete from " + table + "event",
            "insert into " + table + "store (id, created_at) values ('x', 1)",
            "create table " + table + "mine (a bigint)",
            "drop table " + table + "event");

    try (PerdureReader reader = database.door().openReadOnly()) {
      Engine engine = engine(reader);
      for (String sql : writes) {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> execute(engine, sql));

        assertThat((Throwable) refused).as(sql).isNotNull();
        assertThat(server ? refused.getSQLState() : Integer.toString(refused.getErrorCode() & 0xff))
            .as("%s: %s", sql, refused)
            .isEqualTo(server ? READ_ONLY_TRANSACTION : SQLITE_READONLY);
      }
      assertThat(Dump.of(reader.namespace("shop").history())).isEqualTo(before);
    }
  }

  private static int execute(Engine engine, String sql) throws SQLException {
    return engine
        .access("shop")
        .<Integer, SQLException>read(
            "test.write",
            session -> {
              try (Statement statement = session.connection().createStatement()) {
                return statement.executeUpdate(sql);
              }
            });
  }

  private static Engine engine(PerdureReader reader) throws ReflectiveOperationException {
    Field field = PerdureReader.class.getDeclaredField("engine");
    field.setAccessible(true);
    return (Engine) field.get(reader);
  }
}
