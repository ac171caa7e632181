package io.perdure.store.jooq.packages;

import static io.perdure.tables.Tables.PERDURE_PACKAGE;
import static io.perdure.tables.Tables.PERDURE_ROUTE;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.sql.CompiledSql;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** The statements of packages and routes. */
final class PackagesSql {
  static final CompiledSql FIND = CompiledSql.of("packages.find", dialect -> row());

  static final CompiledSql LOCK = CompiledSql.of("packages.lock", dialect -> dialect.locked(row()));

  static final CompiledSql INSERT =
      CompiledSql.of(
          "packages.insert",
          dialect ->
              insertInto(PERDURE_PACKAGE)
                  .set(PERDURE_PACKAGE.NS, param("ns", PERDURE_PACKAGE.NS))
                  .set(PERDURE_PACKAGE.TYPE, param("type", PERDURE_PACKAGE.TYPE))
                  .set(PERDURE_PACKAGE.HASH, param("hash", PERDURE_PACKAGE.HASH))
                  .set(
                      PERDURE_PACKAGE.DEPLOYED_AT,
                      param("deployed_at", PERDURE_PACKAGE.DEPLOYED_AT))
                  .set(PERDURE_PACKAGE.ARCHIVE, param("archive", PERDURE_PACKAGE.ARCHIVE))
                  .set(PERDURE_PACKAGE.LENGTH, param("length", PERDURE_PACKAGE.LENGTH))
                  .set(PERDURE_PACKAGE.SHA256, param("sha256", PERDURE_PACKAGE.SHA256))
                  .onConflict(PERDURE_PACKAGE.NS, PERDURE_PACKAGE.TYPE, PERDURE_PACKAGE.HASH)
                  .doNothing());

  /** Takes another archive instead of the one that it has. */
  static final CompiledSql REPLACE =
      CompiledSql.of(
          "packages.replace",
          dialect ->
              update(PERDURE_PACKAGE)
                  .set(
                      PERDURE_PACKAGE.DEPLOYED_AT,
                      param("deployed_at", PERDURE_PACKAGE.DEPLOYED_AT))
                  .set(PERDURE_PACKAGE.ARCHIVE, param("archive", PERDURE_PACKAGE.ARCHIVE))
                  .set(PERDURE_PACKAGE.LENGTH, param("length", PERDURE_PACKAGE.LENGTH))
                  .set(PERDURE_PACKAGE.SHA256, param("sha256", PERDURE_PACKAGE.SHA256))
                  .where(stored())
                  .and(PERDURE_PACKAGE.ARCHIVE.eq(param("held", PERDURE_PACKAGE.ARCHIVE))));

  /** Says when it was deployed again, with the archive that it has. */
  static final CompiledSql REDEPLOY =
      CompiledSql.of(
          "packages.redeploy",
          dialect ->
              update(PERDURE_PACKAGE)
                  .set(
                      PERDURE_PACKAGE.DEPLOYED_AT,
                      param("deployed_at", PERDURE_PACKAGE.DEPLOYED_AT))
                  .where(stored())
                  .and(PERDURE_PACKAGE.ARCHIVE.eq(param("held", PERDURE_PACKAGE.ARCHIVE))));

  static final CompiledSql DELETE =
      CompiledSql.of(
          "packages.delete",
          dialect ->
              deleteFrom(PERDURE_PACKAGE).where(stored()).returningResult(PERDURE_PACKAGE.ARCHIVE));

  static final CompiledSql ROUTE =
      CompiledSql.of(
          "packages.route",
          dialect ->
              select(PERDURE_ROUTE.HASH)
                  .from(PERDURE_ROUTE)
                  .where(PERDURE_ROUTE.NS.eq(param("ns", PERDURE_ROUTE.NS)))
                  .and(PERDURE_ROUTE.TYPE.eq(param("type", PERDURE_ROUTE.TYPE))));

  static final CompiledSql POINT =
      CompiledSql.of(
          "packages.route.point",
          dialect ->
              insertInto(PERDURE_ROUTE)
                  .set(PERDURE_ROUTE.NS, param("ns", PERDURE_ROUTE.NS))
                  .set(PERDURE_ROUTE.TYPE, param("type", PERDURE_ROUTE.TYPE))
                  .set(PERDURE_ROUTE.HASH, param("hash", PERDURE_ROUTE.HASH))
                  .onConflict(PERDURE_ROUTE.NS, PERDURE_ROUTE.TYPE)
                  .doUpdate()
                  .set(PERDURE_ROUTE.HASH, excluded(PERDURE_ROUTE.HASH))
                  .where(PERDURE_ROUTE.HASH.ne(excluded(PERDURE_ROUTE.HASH))));

  static final List<CompiledSql> ALL =
      List.of(FIND, LOCK, INSERT, REPLACE, REDEPLOY, DELETE, ROUTE, POINT);

  private PackagesSql() {}

  private static SelectConditionStep<? extends Record> row() {
    return select(
            PERDURE_PACKAGE.TYPE,
            PERDURE_PACKAGE.HASH,
            PERDURE_PACKAGE.DEPLOYED_AT,
            PERDURE_PACKAGE.ARCHIVE,
            PERDURE_PACKAGE.LENGTH,
            PERDURE_PACKAGE.SHA256)
        .from(PERDURE_PACKAGE)
        .where(stored());
  }

  private static Condition stored() {
    return PERDURE_PACKAGE
        .NS
        .eq(param("ns", PERDURE_PACKAGE.NS))
        .and(PERDURE_PACKAGE.TYPE.eq(param("type", PERDURE_PACKAGE.TYPE)))
        .and(PERDURE_PACKAGE.HASH.eq(param("hash", PERDURE_PACKAGE.HASH)));
  }
}
