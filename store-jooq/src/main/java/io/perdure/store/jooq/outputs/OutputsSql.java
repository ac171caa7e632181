package io.perdure.store.jooq.outputs;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_OUTPUT;
import static io.perdure.tables.Tables.PERDURE_OUTPUT_PARENT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.sql.CompiledSql;
import java.util.List;
import org.jooq.Condition;

/** The statements of outputs that are the same for every call. */
final class OutputsSql {
  static final Bodies BODIES = new Bodies("outputs");
  static final OnceKeys ONCE = new OnceKeys("outputs");

  static final CompiledSql INSERT =
      CompiledSql.of(
          "outputs.append",
          dialect ->
              insertInto(PERDURE_OUTPUT)
                  .set(PERDURE_OUTPUT.NS, param("ns", PERDURE_OUTPUT.NS))
                  .set(PERDURE_OUTPUT.ID, param("id", PERDURE_OUTPUT.ID))
                  .set(PERDURE_OUTPUT.TASK, param("task", PERDURE_OUTPUT.TASK))
                  .set(PERDURE_OUTPUT.ATTEMPT, param("attempt", PERDURE_OUTPUT.ATTEMPT))
                  .set(PERDURE_OUTPUT.PRODUCER, param("producer", PERDURE_OUTPUT.PRODUCER))
                  .set(PERDURE_OUTPUT.KIND, param("kind", PERDURE_OUTPUT.KIND))
                  .set(PERDURE_OUTPUT.NAME, param("name", PERDURE_OUTPUT.NAME))
                  .set(PERDURE_OUTPUT.ONLY_FINAL, param("only_final", PERDURE_OUTPUT.ONLY_FINAL))
                  .set(PERDURE_OUTPUT.AT, dialect.now().coerce(PERDURE_OUTPUT.AT))
                  .set(
                      PERDURE_OUTPUT.CONTENT_TYPE,
                      param("content_type", PERDURE_OUTPUT.CONTENT_TYPE))
                  .set(PERDURE_OUTPUT.SIZE, param("size", PERDURE_OUTPUT.SIZE))
                  .set(PERDURE_OUTPUT.URI, param("uri", PERDURE_OUTPUT.URI))
                  .set(PERDURE_OUTPUT.SHA256, param("sha256", PERDURE_OUTPUT.SHA256))
                  .set(PERDURE_OUTPUT.NOTE, param("note", PERDURE_OUTPUT.NOTE))
                  .set(PERDURE_OUTPUT.PAYLOAD, param("payload", PERDURE_OUTPUT.PAYLOAD))
                  .onConflictDoNothing());

  static final CompiledSql INSERT_PARENT =
      CompiledSql.of(
          "outputs.parent.insert",
          dialect ->
              insertInto(PERDURE_OUTPUT_PARENT)
                  .set(PERDURE_OUTPUT_PARENT.NS, param("ns", PERDURE_OUTPUT_PARENT.NS))
                  .set(PERDURE_OUTPUT_PARENT.ID, param("id", PERDURE_OUTPUT_PARENT.ID))
                  .set(PERDURE_OUTPUT_PARENT.NO, param("no", PERDURE_OUTPUT_PARENT.NO))
                  .set(
                      PERDURE_OUTPUT_PARENT.PARENT, param("parent", PERDURE_OUTPUT_PARENT.PARENT)));

  /** The row, once for each chunk of a large payload. */
  static final CompiledSql FIND =
      CompiledSql.of(
          "outputs.find",
          dialect ->
              select(OutputRow.COLUMNS)
                  .select(PERDURE_OUTPUT.PAYLOAD, PERDURE_BODY.NO, PERDURE_BODY.BYTES)
                  .from(PERDURE_OUTPUT)
                  .leftJoin(PERDURE_BODY)
                  .on(BODIES.of(PERDURE_OUTPUT.NS, PERDURE_OUTPUT.ID))
                  .where(PERDURE_OUTPUT.NS.eq(param("ns", PERDURE_OUTPUT.NS)))
                  .and(PERDURE_OUTPUT.ID.eq(param("id", PERDURE_OUTPUT.ID)))
                  .orderBy(PERDURE_BODY.NO));

  static final CompiledSql PARENTS =
      CompiledSql.of(
          "outputs.parents",
          dialect ->
              select(PERDURE_OUTPUT_PARENT.NO, PERDURE_OUTPUT_PARENT.PARENT)
                  .from(PERDURE_OUTPUT_PARENT)
                  .where(PERDURE_OUTPUT_PARENT.NS.eq(param("ns", PERDURE_OUTPUT_PARENT.NS)))
                  .and(PERDURE_OUTPUT_PARENT.ID.eq(param("id", PERDURE_OUTPUT_PARENT.ID)))
                  .orderBy(PERDURE_OUTPUT_PARENT.NO));

  /** The final that asked to be the only one of its attempt and producer. */
  static final CompiledSql ONLY_FINAL =
      CompiledSql.of(
          "outputs.only",
          dialect ->
              select(PERDURE_OUTPUT.ID)
                  .from(PERDURE_OUTPUT)
                  .where(producerWithin())
                  .and(PERDURE_OUTPUT.ONLY_FINAL.eq(inline(1L))));

  static final List<CompiledSql> ALL = List.of(INSERT, INSERT_PARENT, FIND, PARENTS, ONLY_FINAL);

  private OutputsSql() {}

  static Condition producer() {
    return PERDURE_OUTPUT
        .NS
        .eq(param("ns", PERDURE_OUTPUT.NS))
        .and(PERDURE_OUTPUT.PRODUCER.eq(param("producer", PERDURE_OUTPUT.PRODUCER)));
  }

  static Condition producerWithin() {
    return producer()
        .and(PERDURE_OUTPUT.TASK.eq(param("task", PERDURE_OUTPUT.TASK)))
        .and(PERDURE_OUTPUT.ATTEMPT.eq(param("attempt", PERDURE_OUTPUT.ATTEMPT)));
  }
}
