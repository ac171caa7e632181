package io.perdure.store.jooq.bodies;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;

import io.perdure.store.Bytes;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Writes the large bodies of one room, in chunks. A room keeps a small body in its own row, and
 * reads a large one together with that row, in one statement, so that the two always agree.
 *
 * @param room whose bodies they are
 */
public record Bodies(String room) {
  /** The most bytes that a room keeps in its own row. */
  public static final int SMALL_BYTES = 8192;

  private static final int CHUNK_BYTES = 1 << 20;

  private static final CompiledSql INSERT =
      CompiledSql.of(
          "body.insert",
          dialect ->
              insertInto(PERDURE_BODY)
                  .set(PERDURE_BODY.NS, param("ns", PERDURE_BODY.NS))
                  .set(PERDURE_BODY.ROOM, param("room", PERDURE_BODY.ROOM))
                  .set(PERDURE_BODY.OWNER, param("owner", PERDURE_BODY.OWNER))
                  .set(PERDURE_BODY.NO, param("no", PERDURE_BODY.NO))
                  .set(PERDURE_BODY.BYTES, param("bytes", PERDURE_BODY.BYTES)));

  private static final CompiledSql DELETE =
      CompiledSql.of(
          "body.delete",
          dialect ->
              deleteFrom(PERDURE_BODY)
                  .where(PERDURE_BODY.NS.eq(param("ns", PERDURE_BODY.NS)))
                  .and(PERDURE_BODY.ROOM.eq(param("room", PERDURE_BODY.ROOM)))
                  .and(PERDURE_BODY.OWNER.eq(param("owner", PERDURE_BODY.OWNER))));

  /** To be compiled when a database is opened. */
  public static final List<CompiledSql> STATEMENTS = List.of(INSERT, DELETE);

  /** Whether a body of so many bytes stays in its row. */
  public static boolean small(long bytes) {
    return bytes <= SMALL_BYTES;
  }

  /** The bytes as they stand in their own row: none if they are large. */
  public static byte @Nullable [] inRow(Bytes bytes) {
    return small(bytes.size()) ? bytes.toByteArray() : null;
  }

  /** The condition by which a row's chunks are joined to it. */
  public Condition of(Field<String> namespace, Field<String> owner) {
    return PERDURE_BODY
        .NS
        .eq(namespace)
        .and(PERDURE_BODY.ROOM.eq(inline(room)))
        .and(PERDURE_BODY.OWNER.eq(owner));
  }

  /** Writes a large body; nothing for a small one. */
  public void write(Session session, String namespace, String owner, Bytes bytes) {
    if (small(bytes.size())) {
      return;
    }
    byte[] all = bytes.toByteArray();
    Bound insert = of(session.bind(INSERT), namespace, owner);
    for (int from = 0, no = 0; from < all.length; from += CHUNK_BYTES, no++) {
      int to = Math.min(from + CHUNK_BYTES, all.length);
      insert.set("no", no).set("bytes", Arrays.copyOfRange(all, from, to)).updateAndKeep();
    }
    insert.end();
  }

  /** Deletes the chunks of that owner, if there are any. */
  public void delete(Session session, String namespace, String owner) {
    of(session.bind(DELETE), namespace, owner).update();
  }

  private Bound of(Bound statement, String namespace, String owner) {
    return statement.set("ns", namespace).set("room", room).set("owner", owner);
  }
}
