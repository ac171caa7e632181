package io.perdure.store.jooq.once;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_ONCE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.Bytes;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Once;
import io.perdure.store.Payload;
import io.perdure.store.StoreUsageException;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * What a caller's body answered, under the key that it came with.
 *
 * <p>The key is inserted before the body runs, without an answer. On Postgres the insert of a
 * second caller waits there until the first has ended: if it committed, the row is in the way and
 * has the answer; if not, the second has the key. On SQLite the one writer lets no two run at once.
 * A row without an answer is therefore only ever seen by the transaction that made it.
 */
public final class KeptAnswer<T> {
  private static final OnceKeys KEYS = new OnceKeys("transactions");
  private static final Bodies BODIES = new Bodies(KEYS.room());
  private static final byte[] NOTHING = {};

  /** The row, once for each chunk of a large answer. */
  private static final CompiledSql FIND =
      CompiledSql.of(
          "once.answer.find",
          dialect ->
              select(PERDURE_ONCE.DIGEST, PERDURE_ONCE.ANSWER, PERDURE_BODY.NO, PERDURE_BODY.BYTES)
                  .from(PERDURE_ONCE)
                  .leftJoin(PERDURE_BODY)
                  .on(BODIES.of(PERDURE_ONCE.NS, param("owner", PERDURE_BODY.OWNER)))
                  .where(key())
                  .orderBy(PERDURE_BODY.NO));

  private static final CompiledSql KEEP =
      CompiledSql.of(
          "once.answer.keep",
          dialect ->
              update(PERDURE_ONCE)
                  .set(PERDURE_ONCE.ANSWER, param("answer", PERDURE_ONCE.ANSWER))
                  .where(key())
                  .and(PERDURE_ONCE.ANSWER.eq(param("nothing", PERDURE_ONCE.ANSWER))));

  /** To be compiled when a database is opened. */
  public static final List<CompiledSql> STATEMENTS = List.of(FIND, KEEP);

  private final String namespace;
  private final Once<T> once;
  private final Limits limits;
  private final OnceKeys.Scope scope;
  private final byte[] digest;

  /** The answer to that, in that namespace. */
  public KeptAnswer(String namespace, Once<T> once, Limits limits) {
    this.namespace = namespace;
    this.once = once;
    this.limits = limits;
    this.scope = new OnceKeys.Scope(namespace, once.scope(), "scope " + once.scope());
    this.digest = once.request().map(Bytes::toByteArray).map(Sha256::of).orElse(NOTHING);
  }

  /**
   * Takes the key for a body that is to run, or answers what is kept under it.
   *
   * @throws IdempotencyConflictException if another request is kept under it
   */
  public Optional<T> take(Session session) {
    while (true) {
      if (KEYS.take(session, scope, once.key(), digest, NOTHING)) {
        return Optional.empty();
      }
      Optional<Payload> kept = find(session);
      if (kept.isPresent()) {
        return Optional.of(decoded(kept.get()));
      }
      // The key was in the way and has been pruned since: it can be taken now.
    }
  }

  private Optional<Payload> find(Session session) {
    BodyParts parts = new BodyParts();
    List<byte[][]> rows =
        on(session.bind(FIND))
            .set("owner", owner(once.scope(), once.key().value()))
            .list(
                row -> {
                  parts.takeChunk(row, 3);
                  return new byte[][] {row.getBytes(1), row.getBytes(2)};
                });
    return rows.stream().findFirst().map(row -> kept(row[0], row[1], parts));
  }

  private Payload kept(
      byte @Nullable [] storedDigest, byte @Nullable [] storedAnswer, BodyParts parts) {
    byte[] asked = OnceKeys.present(scope, once.key(), "digest", storedDigest);
    byte[] answer = OnceKeys.present(scope, once.key(), "answer", storedAnswer);
    if (asked.length > 0 && digest.length > 0 && !Arrays.equals(asked, digest)) {
      throw new IdempotencyConflictException(scope.readable(), once.key());
    }
    if (answer.length == 0) {
      throw new StoreUsageException(
          scope.readable() + ": the body of key " + once.key() + " asks for its own answer");
    }
    return Corrupt.row(
        OnceKeys.TABLE,
        once.scope() + " " + once.key(),
        Optional.empty(),
        () -> AnswerBytes.read(answer, parts));
  }

  /**
   * Keeps what the body answered, and answers what can be read from that.
   *
   * @throws IllegalArgumentException if the answer is null or larger than a payload may be
   */
  public T keep(Session session, T answer) {
    Payload payload =
        Checks.present(
            "encoded answer", once.encode().apply(Checks.present("answer of the body", answer)));
    limits.payload("answer", payload.bytes().size());
    Bound keep =
        on(session.bind(KEEP)).set("nothing", NOTHING).set("answer", AnswerBytes.of(payload));
    if (keep.update() != 1) {
      throw new StoreUsageException(
          scope.readable() + ": the body of key " + once.key() + " has removed its own key");
    }
    BODIES.write(session, namespace, owner(once.scope(), once.key().value()), payload.bytes());
    return decoded(payload);
  }

  private T decoded(Payload payload) {
    return Checks.present("decoded answer", once.decode().apply(payload));
  }

  /** Deletes what was kept beside the rows of those keys, which are gone. */
  public static void forget(Session session, String namespace, List<? extends Record> keys) {
    List<String> owners =
        keys.stream()
            .filter(row -> KEYS.room().equals(row.get(PERDURE_ONCE.ROOM)))
            .map(row -> owner(row.get(PERDURE_ONCE.SCOPE), row.get(PERDURE_ONCE.KEY)))
            .toList();
    if (!owners.isEmpty()) {
      session
          .dsl()
          .deleteFrom(PERDURE_BODY)
          .where(PERDURE_BODY.NS.eq(namespace))
          .and(PERDURE_BODY.ROOM.eq(KEYS.room()))
          .and(PERDURE_BODY.OWNER.in(owners))
          .execute();
    }
  }

  /** Under what the chunks of a large answer stand: a scope and a key are longer than an owner. */
  private static String owner(String scope, String key) {
    String both = scope.length() + " " + scope + key;
    return HexFormat.of().formatHex(Sha256.of(both.getBytes(StandardCharsets.UTF_8)));
  }

  private static Condition key() {
    return PERDURE_ONCE
        .NS
        .eq(param("ns", PERDURE_ONCE.NS))
        .and(PERDURE_ONCE.ROOM.eq(inline(KEYS.room())))
        .and(PERDURE_ONCE.SCOPE.eq(param("scope", PERDURE_ONCE.SCOPE)))
        .and(PERDURE_ONCE.KEY.eq(param("key", PERDURE_ONCE.KEY)));
  }

  private Bound on(Bound statement) {
    return statement.set("ns", namespace).set("scope", once.scope()).set("key", once.key().value());
  }
}
