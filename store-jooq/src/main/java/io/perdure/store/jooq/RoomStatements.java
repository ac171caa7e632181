package io.perdure.store.jooq;

import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.documents.SqlDocuments;
import io.perdure.store.jooq.history.SqlHistory;
import io.perdure.store.jooq.leases.SqlLeases;
import io.perdure.store.jooq.maintenance.OwnedRows;
import io.perdure.store.jooq.maintenance.SqlMaintenance;
import io.perdure.store.jooq.once.KeptAnswer;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.outputs.SqlOutputs;
import io.perdure.store.jooq.packages.SqlPackages;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.tasks.SqlTasks;
import io.perdure.store.jooq.timers.SqlTimers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The statements of all rooms, and which of their rows hang on a workflow. */
public final class RoomStatements {
  /** What hangs on a workflow, and goes with it: each room that keeps such rows adds its own. */
  static final List<OwnedRows> OWNED =
      Stream.of(SqlHistory.OWNED, SqlTimers.OWNED, SqlTasks.OWNED).flatMap(List::stream).toList();

  private RoomStatements() {}

  /** The statements of all rooms, to be compiled when a database is opened. */
  public static Collection<CompiledSql> of(Dialect dialect) {
    List<CompiledSql> all = new ArrayList<>(SqlHistory.statements(dialect));
    all.addAll(Bodies.STATEMENTS);
    all.addAll(SqlDocuments.STATEMENTS);
    all.addAll(SqlTimers.statements(dialect));
    all.addAll(SqlTasks.statements(dialect));
    all.addAll(SqlLeases.statements());
    all.addAll(SqlPackages.statements());
    all.addAll(OnceKeys.STATEMENTS);
    all.addAll(KeptAnswer.STATEMENTS);
    all.addAll(SqlOutputs.statements());
    all.addAll(SqlMaintenance.statements(OWNED));
    all.add(BodyTransaction.NOW);
    return all;
  }
}
