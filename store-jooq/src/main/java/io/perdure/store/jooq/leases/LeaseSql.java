package io.perdure.store.jooq.leases;

import static io.perdure.tables.Tables.PERDURE_LEASE;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.sql.CompiledSql;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.UpdateConditionStep;

/** The statements of leases. */
final class LeaseSql {
  /** What is read of a lease, before the clock. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          PERDURE_LEASE.FENCE,
          PERDURE_LEASE.TOKEN,
          PERDURE_LEASE.OWNER,
          PERDURE_LEASE.INCARNATION,
          PERDURE_LEASE.EXPIRES_AT,
          PERDURE_LEASE.REASON);

  static final CompiledSql FIND =
      CompiledSql.of(
          "leases.find",
          dialect -> {
            List<Field<?>> columns = new ArrayList<>(COLUMNS);
            columns.add(dialect.now());
            return select(columns).from(PERDURE_LEASE).where(lease());
          });

  /**
   * Locks the row, and then reads the clock: in one statement, because the outer query has nothing
   * to select from before the inner one has waited for the lock. A clock beside FOR UPDATE itself
   * would be read before the wait.
   */
  static final CompiledSql LOCK =
      CompiledSql.of(
          "leases.lock",
          dialect -> {
            CommonTableExpression<? extends Record> locked =
                name("locked").asMaterialized(dialect.locked(columns()));
            List<Field<?>> columns = new ArrayList<>(List.of(locked.fields()));
            columns.add(dialect.now());
            return with(locked).select(columns).from(locked);
          });

  /** The row of a resource that never had one, so that it can be locked. */
  static final CompiledSql CREATE =
      CompiledSql.of(
          "leases.create",
          dialect ->
              insertInto(PERDURE_LEASE)
                  .set(PERDURE_LEASE.NS, param("ns", PERDURE_LEASE.NS))
                  .set(PERDURE_LEASE.RESOURCE, param("resource", PERDURE_LEASE.RESOURCE))
                  .set(PERDURE_LEASE.FENCE, inline(0L))
                  .onConflict(PERDURE_LEASE.NS, PERDURE_LEASE.RESOURCE)
                  .doNothing());

  /** Gives a free resource. */
  static final CompiledSql GIVE =
      CompiledSql.of(
          "leases.give",
          dialect ->
              given()
                  .and(
                      PERDURE_LEASE
                          .TOKEN
                          .isNull()
                          .or(
                              PERDURE_LEASE.EXPIRES_AT.le(
                                  param("now", PERDURE_LEASE.EXPIRES_AT)))));

  /** Gives a resource that was observed as leased and has not been released since. */
  static final CompiledSql TAKE_OVER =
      CompiledSql.of("leases.take_over", dialect -> given().and(PERDURE_LEASE.TOKEN.isNotNull()));

  static final CompiledSql EXTEND =
      CompiledSql.of(
          "leases.extend",
          dialect ->
              update(PERDURE_LEASE)
                  .set(PERDURE_LEASE.EXPIRES_AT, param("expires_at", PERDURE_LEASE.EXPIRES_AT))
                  .where(held()));

  static final CompiledSql RELEASE =
      CompiledSql.of(
          "leases.release",
          dialect ->
              update(PERDURE_LEASE)
                  .set(PERDURE_LEASE.TOKEN, castNull(PERDURE_LEASE.TOKEN))
                  .where(held()));

  static final List<CompiledSql> ALL =
      List.of(FIND, LOCK, CREATE, GIVE, TAKE_OVER, EXTEND, RELEASE);

  private LeaseSql() {}

  private static SelectConditionStep<? extends Record> columns() {
    return select(COLUMNS).from(PERDURE_LEASE).where(lease());
  }

  /** A new lease, if the fence is the one that was seen. */
  private static UpdateConditionStep<? extends Record> given() {
    return update(PERDURE_LEASE)
        .set(PERDURE_LEASE.FENCE, param("next", PERDURE_LEASE.FENCE))
        .set(PERDURE_LEASE.TOKEN, param("token", PERDURE_LEASE.TOKEN))
        .set(PERDURE_LEASE.OWNER, param("owner", PERDURE_LEASE.OWNER))
        .set(PERDURE_LEASE.INCARNATION, param("incarnation", PERDURE_LEASE.INCARNATION))
        .set(PERDURE_LEASE.EXPIRES_AT, param("expires_at", PERDURE_LEASE.EXPIRES_AT))
        .set(PERDURE_LEASE.REASON, param("reason", PERDURE_LEASE.REASON))
        .where(lease())
        .and(PERDURE_LEASE.FENCE.eq(param("fence", PERDURE_LEASE.FENCE)));
  }

  /** The lease is still that one, and has not expired. */
  private static Condition held() {
    return lease()
        .and(PERDURE_LEASE.FENCE.eq(param("fence", PERDURE_LEASE.FENCE)))
        .and(PERDURE_LEASE.TOKEN.eq(param("token", PERDURE_LEASE.TOKEN)))
        .and(PERDURE_LEASE.EXPIRES_AT.gt(param("now", PERDURE_LEASE.EXPIRES_AT)));
  }

  private static Condition lease() {
    return PERDURE_LEASE
        .NS
        .eq(param("ns", PERDURE_LEASE.NS))
        .and(PERDURE_LEASE.RESOURCE.eq(param("resource", PERDURE_LEASE.RESOURCE)));
  }
}
