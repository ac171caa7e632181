package io.perdure.store.jooq.documents;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_DOCUMENT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.sql.CompiledSql;
import java.util.List;
import org.jooq.Condition;
import org.jooq.UpdateSetMoreStep;

/** The statements of documents. A row without a size is what a deleted document leaves. */
final class DocumentsSql {
  static final Bodies BODIES = new Bodies("documents");

  static final CompiledSql REVISION =
      CompiledSql.of(
          "documents.revision",
          dialect ->
              select(PERDURE_DOCUMENT.REVISION)
                  .from(PERDURE_DOCUMENT)
                  .where(document())
                  .and(PERDURE_DOCUMENT.SIZE.isNotNull()));

  /** The row, once for each chunk of a large payload. */
  static final CompiledSql FIND =
      CompiledSql.of(
          "documents.find",
          dialect ->
              select(
                      PERDURE_DOCUMENT.REVISION,
                      PERDURE_DOCUMENT.UPDATED_AT,
                      PERDURE_DOCUMENT.CONTENT_TYPE,
                      PERDURE_DOCUMENT.SIZE,
                      PERDURE_DOCUMENT.PAYLOAD,
                      PERDURE_BODY.NO,
                      PERDURE_BODY.BYTES)
                  .from(PERDURE_DOCUMENT)
                  .leftJoin(PERDURE_BODY)
                  .on(BODIES.of(PERDURE_DOCUMENT.NS, PERDURE_DOCUMENT.KEY))
                  .where(document())
                  .and(PERDURE_DOCUMENT.SIZE.isNotNull())
                  .orderBy(PERDURE_BODY.NO));

  static final CompiledSql LOCK =
      CompiledSql.of(
          "documents.lock",
          dialect ->
              dialect.locked(
                  select(PERDURE_DOCUMENT.REVISION, PERDURE_DOCUMENT.SIZE)
                      .from(PERDURE_DOCUMENT)
                      .where(document())));

  static final CompiledSql CREATE =
      CompiledSql.of(
          "documents.create",
          dialect ->
              insertInto(PERDURE_DOCUMENT)
                  .set(PERDURE_DOCUMENT.NS, param("ns", PERDURE_DOCUMENT.NS))
                  .set(PERDURE_DOCUMENT.KEY, param("key", PERDURE_DOCUMENT.KEY))
                  .set(PERDURE_DOCUMENT.REVISION, inline(1L))
                  .set(
                      PERDURE_DOCUMENT.UPDATED_AT,
                      dialect.now().coerce(PERDURE_DOCUMENT.UPDATED_AT))
                  .set(
                      PERDURE_DOCUMENT.CONTENT_TYPE,
                      param("content_type", PERDURE_DOCUMENT.CONTENT_TYPE))
                  .set(PERDURE_DOCUMENT.SIZE, param("size", PERDURE_DOCUMENT.SIZE))
                  .set(PERDURE_DOCUMENT.PAYLOAD, param("payload", PERDURE_DOCUMENT.PAYLOAD))
                  .onConflict(PERDURE_DOCUMENT.NS, PERDURE_DOCUMENT.KEY)
                  .doNothing());

  /** A small payload in the place of a small one: one statement does it all. */
  static final CompiledSql REPLACE_SMALL =
      CompiledSql.of(
          "documents.replace.small",
          dialect ->
              put(dialect)
                  .where(document())
                  .and(expected())
                  .and(PERDURE_DOCUMENT.SIZE.le(inline((long) Bodies.SMALL_BYTES))));

  /** A payload in the place of whatever the locked row has. */
  static final CompiledSql REPLACE =
      CompiledSql.of(
          "documents.replace", dialect -> put(dialect).where(document()).and(expected()));

  /** Content of which nothing is set: the row stays, for its revision. */
  static final CompiledSql DELETE =
      CompiledSql.of(
          "documents.delete", dialect -> content(dialect).where(document()).and(expected()));

  static final List<CompiledSql> ALL =
      List.of(REVISION, FIND, LOCK, CREATE, REPLACE_SMALL, REPLACE, DELETE);

  private DocumentsSql() {}

  private static UpdateSetMoreStep<?> put(Dialect dialect) {
    return content(dialect)
        .set(PERDURE_DOCUMENT.REVISION, PERDURE_DOCUMENT.REVISION.plus(inline(1L)));
  }

  private static UpdateSetMoreStep<?> content(Dialect dialect) {
    return update(PERDURE_DOCUMENT)
        .set(PERDURE_DOCUMENT.UPDATED_AT, dialect.now().coerce(PERDURE_DOCUMENT.UPDATED_AT))
        .set(PERDURE_DOCUMENT.CONTENT_TYPE, param("content_type", PERDURE_DOCUMENT.CONTENT_TYPE))
        .set(PERDURE_DOCUMENT.SIZE, param("size", PERDURE_DOCUMENT.SIZE))
        .set(PERDURE_DOCUMENT.PAYLOAD, param("payload", PERDURE_DOCUMENT.PAYLOAD));
  }

  private static Condition document() {
    return PERDURE_DOCUMENT
        .NS
        .eq(param("ns", PERDURE_DOCUMENT.NS))
        .and(PERDURE_DOCUMENT.KEY.eq(param("key", PERDURE_DOCUMENT.KEY)));
  }

  private static Condition expected() {
    return PERDURE_DOCUMENT.REVISION.eq(param("expected", PERDURE_DOCUMENT.REVISION));
  }
}
