package io.perdure.store.jooq.maintenance;

import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Removed;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jooq.Condition;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;

/**
 * The rows of one table that belong to a workflow and go when it does. Each room lists its own, and
 * {@code RoomStatements} all of them.
 */
public final class OwnedRows {
  private final Table<?> table;
  private final Field<String> namespace;
  private final Field<String> workflow;
  private final Condition which;
  private final Condition live;
  private final Optional<Chunks> chunks;
  private final LongFunction<Removed> told;
  private final CompiledSql delete;
  private final CompiledSql deleteEnded;
  private final CompiledSql countEnded;
  private final CompiledSql findLive;

  private OwnedRows(
      Table<?> table,
      Field<String> namespace,
      Field<String> workflow,
      Condition which,
      Condition live,
      Optional<Chunks> chunks,
      LongFunction<Removed> told) {
    this.table = table;
    this.namespace = namespace;
    this.workflow = workflow;
    this.which = which;
    this.live = live;
    this.chunks = chunks;
    this.told = told;
    String name = "maintenance." + table.getName();
    delete = CompiledSql.of(name + ".delete", dialect -> told(deleteFrom(table).where(mine())));
    deleteEnded =
        CompiledSql.of(
            name + ".prune", dialect -> told(deleteFrom(table).where(mine()).and(not(live))));
    countEnded =
        CompiledSql.of(
            name + ".count",
            dialect ->
                select(aggregate(dialect.function("count"), Long.class, inline(1L)))
                    .from(table)
                    .where(mine())
                    .and(not(live)));
    findLive =
        CompiledSql.of(
            name + ".live",
            dialect -> select(inline(1)).from(table).where(mine()).and(live).limit(inline(1)));
  }

  /**
   * Those of a workflow, none of which keeps it from being pruned.
   *
   * @param which further says which rows are meant, where the table has others
   * @param told what their number says of what was removed
   */
  public static OwnedRows of(
      Table<?> table,
      Field<String> namespace,
      Field<String> workflow,
      Condition which,
      LongFunction<Removed> told) {
    return new OwnedRows(
        table, namespace, workflow, which, falseCondition(), Optional.empty(), told);
  }

  /** The same, of which those that meet the condition keep their workflow from being pruned. */
  public OwnedRows live(Condition condition) {
    return new OwnedRows(table, namespace, workflow, which, condition, chunks, told);
  }

  /**
   * The same, with the chunks of their large bodies.
   *
   * @param body where a row says by what they are found
   */
  public OwnedRows with(Bodies bodies, Field<String> body) {
    Optional<Chunks> given = Optional.of(new Chunks(bodies, body));
    return new OwnedRows(table, namespace, workflow, which, live, given, told);
  }

  /** Its statements, to be compiled when a database is opened. */
  public List<CompiledSql> statements() {
    return List.of(delete, deleteEnded, countEnded, findLive);
  }

  /** Removes all rows of the workflow. */
  Removed delete(Session session, String ns, String id) {
    return removed(session, delete, ns, id);
  }

  /** Removes the rows of a workflow of which none is live; one that has become live stays. */
  Removed deleteEnded(Session session, String ns, String id) {
    return removed(session, deleteEnded, ns, id);
  }

  private Removed removed(Session session, CompiledSql statement, String ns, String id) {
    Bound bound = session.bind(statement).set("ns", ns).set("workflow", id);
    if (chunks.isEmpty()) {
      return told.apply(bound.update());
    }
    List<Optional<String>> bodies = bound.list(row -> Optional.ofNullable(row.getString(1)));
    bodies.forEach(
        body -> body.ifPresent(owner -> chunks.get().bodies().delete(session, ns, owner)));
    return told.apply(bodies.size());
  }

  private Query told(DeleteConditionStep<?> delete) {
    return chunks.isEmpty() ? delete : delete.returningResult(chunks.get().body());
  }

  /** The chunks of large bodies, and where a row says by what they are found. */
  private record Chunks(Bodies bodies, Field<String> body) {}

  /** What {@link #deleteEnded} would remove. */
  Removed countEnded(Session session, String ns, String id) {
    return told.apply(
        session
            .bind(countEnded)
            .set("ns", ns)
            .set("workflow", id)
            .first(row -> row.getLong(1))
            .orElse(0L));
  }

  /** Whether a row keeps the workflow from being pruned. */
  boolean anyLive(Session session, String ns, String id) {
    return mayLive()
        && session
            .bind(findLive)
            .set("ns", ns)
            .set("workflow", id)
            .first(row -> row.getInt(1))
            .isPresent();
  }

  /** The same as a condition on rows of workflows. */
  Condition anyLive(Field<String> ns, Field<String> id) {
    return mayLive()
        ? exists(
            selectOne()
                .from(table)
                .where(namespace.eq(ns))
                .and(workflow.eq(id))
                .and(which)
                .and(live))
        : falseCondition();
  }

  /** Rows of that table that are none of these workflows'. */
  Condition notOf(Table<?> other, List<String> workflows) {
    return table.equals(other) && !workflows.isEmpty()
        ? not(which.and(workflow.in(workflows)))
        : noCondition();
  }

  private boolean mayLive() {
    return !live.equals(falseCondition());
  }

  private Condition mine() {
    return namespace
        .eq(param("ns", namespace))
        .and(workflow.eq(param("workflow", workflow)))
        .and(which);
  }
}
