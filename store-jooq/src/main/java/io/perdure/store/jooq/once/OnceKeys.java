package io.perdure.store.jooq.once;

import static io.perdure.tables.Tables.PERDURE_ONCE;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one room's operations, with what they stood for and what was answered.
 *
 * @param room the room's word in {@code perdure_once}
 */
public record OnceKeys(String room) {
  /** The table, for messages. */
  public static final String TABLE = "perdure_once";

  private static final CompiledSql FIND =
      CompiledSql.of(
          "once.find",
          dialect ->
              select(PERDURE_ONCE.DIGEST, PERDURE_ONCE.ANSWER)
                  .from(PERDURE_ONCE)
                  .where(PERDURE_ONCE.NS.eq(param("ns", PERDURE_ONCE.NS)))
                  .and(PERDURE_ONCE.ROOM.eq(param("room", PERDURE_ONCE.ROOM)))
                  .and(PERDURE_ONCE.SCOPE.eq(param("scope", PERDURE_ONCE.SCOPE)))
                  .and(PERDURE_ONCE.KEY.eq(param("key", PERDURE_ONCE.KEY))));

  private static final CompiledSql TAKE =
      CompiledSql.of(
          "once.take",
          dialect ->
              insertInto(PERDURE_ONCE)
                  .set(PERDURE_ONCE.NS, param("ns", PERDURE_ONCE.NS))
                  .set(PERDURE_ONCE.ROOM, param("room", PERDURE_ONCE.ROOM))
                  .set(PERDURE_ONCE.SCOPE, param("scope", PERDURE_ONCE.SCOPE))
                  .set(PERDURE_ONCE.KEY, param("key", PERDURE_ONCE.KEY))
                  .set(PERDURE_ONCE.DIGEST, param("digest", PERDURE_ONCE.DIGEST))
                  .set(PERDURE_ONCE.ANSWER, param("answer", PERDURE_ONCE.ANSWER))
                  .set(PERDURE_ONCE.AT, dialect.now().coerce(PERDURE_ONCE.AT))
                  .onConflict(
                      PERDURE_ONCE.NS, PERDURE_ONCE.ROOM, PERDURE_ONCE.SCOPE, PERDURE_ONCE.KEY)
                  .doNothing());

  /** To be compiled when a database is opened. */
  public static final List<CompiledSql> STATEMENTS = List.of(FIND, TAKE);

  /** Within what keys are unique. */
  public record Scope(String namespace, String id, String readable) {}

  /**
   * What was answered under the key.
   *
   * @param digest of what it stands for now
   * @throws IdempotencyConflictException if it stood for something else
   */
  public Optional<byte[]> find(Session session, Scope scope, Key key, byte[] digest) {
    return on(session.bind(FIND), scope, key)
        .first(row -> new byte[][] {row.getBytes(1), row.getBytes(2)})
        .map(
            stored -> {
              if (!Arrays.equals(present(scope, key, "digest", stored[0]), digest)) {
                throw new IdempotencyConflictException(scope.readable(), key);
              }
              return present(scope, key, "answer", stored[1]);
            });
  }

  /** What the row of a key has in a column that is never empty. */
  static byte[] present(Scope scope, Key key, String column, byte @Nullable [] value) {
    return Corrupt.row(
        TABLE, scope.id() + " " + key, Optional.empty(), () -> Corrupt.present(column, value));
  }

  /**
   * Takes the key, if it is free; waits for whoever is taking it in another transaction.
   *
   * @return whether it was free
   */
  public boolean take(Session session, Scope scope, Key key, byte[] digest, byte[] answer) {
    return on(session.bind(TAKE), scope, key)
            .set("digest", digest)
            .set("answer", answer)
            .clock()
            .update()
        == 1;
  }

  private Bound on(Bound statement, Scope scope, Key key) {
    return statement
        .set("ns", scope.namespace())
        .set("room", room)
        .set("scope", scope.id())
        .set("key", key.value());
  }
}
