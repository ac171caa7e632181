package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.tables.Tables.PERDURE_SCHEMA;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;

import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A read transaction on a reader. */
final class SqliteSnapshot {
  /** SQLite takes the snapshot at the first read, so there is one at once. */
  static final CompiledSql FIRST_READ =
      CompiledSql.of(
          "snapshot.begin", dialect -> selectOne().from(PERDURE_SCHEMA).limit(inline(1)));

  private SqliteSnapshot() {}

  static void begin(Session session) {
    execute(session, "begin");
    session.bind(FIRST_READ).first(row -> row.getInt(1));
  }

  static void end(Session session) {
    session.forget();
    execute(session, "rollback");
  }

  private static void execute(Session session, String sql) {
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw session.failed(e);
    }
  }
}
