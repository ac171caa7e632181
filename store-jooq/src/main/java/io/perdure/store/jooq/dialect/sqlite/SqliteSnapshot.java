package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.tables.Tables.PERDURE_SCHEMA;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;

import io.perdure.store.jooq.engine.Work;
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

  /** Runs the work in a read transaction of its own. */
  static <T, X extends Exception> T run(Session session, Work<T, X> work) throws X {
    execute(session, "begin");
    try {
      session.bind(FIRST_READ).first(row -> row.getInt(1));
      return work.run(session);
    } finally {
      execute(session, "rollback");
    }
  }

  private static void execute(Session session, String sql) {
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw session.failed(e);
    }
  }
}
