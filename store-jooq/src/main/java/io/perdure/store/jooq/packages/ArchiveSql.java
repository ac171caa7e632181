package io.perdure.store.jooq.packages;

import static io.perdure.store.jooq.packages.ArchiveState.DOOMED;
import static io.perdure.store.jooq.packages.ArchiveState.DROPPED;
import static io.perdure.store.jooq.packages.ArchiveState.HELD;
import static io.perdure.store.jooq.packages.ArchiveState.STAGED;
import static io.perdure.store.jooq.packages.ArchiveState.STAGING;
import static io.perdure.tables.Tables.PERDURE_ARCHIVE;
import static io.perdure.tables.Tables.PERDURE_ARCHIVE_CHUNK;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.sql.CompiledSql;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;

/** The statements of archives and their chunks. */
final class ArchiveSql {
  static final CompiledSql BEGIN =
      CompiledSql.of(
          "packages.archive.begin",
          dialect ->
              insertInto(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.NS, param("ns", PERDURE_ARCHIVE.NS))
                  .set(PERDURE_ARCHIVE.ARCHIVE, param("archive", PERDURE_ARCHIVE.ARCHIVE))
                  .set(PERDURE_ARCHIVE.STATE, inline(STAGING.name()))
                  .set(PERDURE_ARCHIVE.COLLECT_AT, collectAt(dialect))
                  .set(
                      PERDURE_ARCHIVE.CHUNK_BYTES,
                      param("chunk_bytes", PERDURE_ARCHIVE.CHUNK_BYTES)));

  /** An archive that a package has from the first. */
  static final CompiledSql INSERT =
      CompiledSql.of(
          "packages.archive.insert",
          dialect ->
              insertInto(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.NS, param("ns", PERDURE_ARCHIVE.NS))
                  .set(PERDURE_ARCHIVE.ARCHIVE, param("archive", PERDURE_ARCHIVE.ARCHIVE))
                  .set(PERDURE_ARCHIVE.STATE, inline(HELD.name()))
                  .set(
                      PERDURE_ARCHIVE.CHUNK_BYTES,
                      param("chunk_bytes", PERDURE_ARCHIVE.CHUNK_BYTES))
                  .set(PERDURE_ARCHIVE.LENGTH, param("length", PERDURE_ARCHIVE.LENGTH))
                  .set(PERDURE_ARCHIVE.SHA256, param("sha256", PERDURE_ARCHIVE.SHA256)));

  /** A sign of life of a staging, which also locks it against being collected. */
  static final CompiledSql TOUCH =
      CompiledSql.of(
          "packages.archive.touch",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.COLLECT_AT, collectAt(dialect))
                  .where(archive(STAGING)));

  static final CompiledSql INSERT_CHUNK =
      CompiledSql.of(
          "packages.chunk.insert",
          dialect ->
              insertInto(PERDURE_ARCHIVE_CHUNK)
                  .set(PERDURE_ARCHIVE_CHUNK.NS, param("ns", PERDURE_ARCHIVE_CHUNK.NS))
                  .set(
                      PERDURE_ARCHIVE_CHUNK.ARCHIVE,
                      param("archive", PERDURE_ARCHIVE_CHUNK.ARCHIVE))
                  .set(PERDURE_ARCHIVE_CHUNK.CHUNK, param("chunk", PERDURE_ARCHIVE_CHUNK.CHUNK))
                  .set(
                      PERDURE_ARCHIVE_CHUNK.CONTENT,
                      param("content", PERDURE_ARCHIVE_CHUNK.CONTENT)));

  static final CompiledSql FINISH =
      CompiledSql.of(
          "packages.archive.finish",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.STATE, inline(STAGED.name()))
                  .set(PERDURE_ARCHIVE.COLLECT_AT, collectAt(dialect))
                  .set(PERDURE_ARCHIVE.LENGTH, param("length", PERDURE_ARCHIVE.LENGTH))
                  .set(PERDURE_ARCHIVE.SHA256, param("sha256", PERDURE_ARCHIVE.SHA256))
                  .where(archive(STAGING)));

  /** Makes a complete archive a package's; answers what it is. */
  static final CompiledSql HOLD =
      CompiledSql.of(
          "packages.archive.hold",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.STATE, inline(HELD.name()))
                  .set(PERDURE_ARCHIVE.COLLECT_AT, castNull(PERDURE_ARCHIVE.COLLECT_AT))
                  .where(archive(STAGED, DROPPED))
                  .returningResult(PERDURE_ARCHIVE.LENGTH, PERDURE_ARCHIVE.SHA256));

  /** Takes a held archive from its package. */
  static final CompiledSql RELEASE =
      CompiledSql.of(
          "packages.archive.release",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.STATE, param("state", PERDURE_ARCHIVE.STATE))
                  .set(PERDURE_ARCHIVE.COLLECT_AT, collectAt(dialect))
                  .where(archive(HELD)));

  static final CompiledSql STATE =
      CompiledSql.of(
          "packages.archive.state",
          dialect -> select(PERDURE_ARCHIVE.STATE).from(PERDURE_ARCHIVE).where(archive()));

  static final CompiledSql DISCARD =
      CompiledSql.of(
          "packages.archive.discard",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.STATE, inline(DOOMED.name()))
                  .set(PERDURE_ARCHIVE.COLLECT_AT, now(dialect))
                  .where(archive(STAGING, STAGED)));

  /** A chunk, with the archive's own row: none, if the archive is gone. */
  static final CompiledSql READ =
      CompiledSql.of(
          "packages.chunk.read",
          dialect ->
              select(
                      PERDURE_ARCHIVE.STATE,
                      PERDURE_ARCHIVE.CHUNK_BYTES,
                      PERDURE_ARCHIVE_CHUNK.CONTENT)
                  .from(PERDURE_ARCHIVE)
                  .leftJoin(PERDURE_ARCHIVE_CHUNK)
                  .on(PERDURE_ARCHIVE_CHUNK.NS.eq(PERDURE_ARCHIVE.NS))
                  .and(PERDURE_ARCHIVE_CHUNK.ARCHIVE.eq(PERDURE_ARCHIVE.ARCHIVE))
                  .and(PERDURE_ARCHIVE_CHUNK.CHUNK.eq(param("chunk", PERDURE_ARCHIVE_CHUNK.CHUNK)))
                  .where(archive()));

  /**
   * The archive that has waited longest for being collected. The clock is read once, in a query of
   * its own: read for each row it could not bound the scan.
   */
  static final CompiledSql NEXT =
      CompiledSql.of(
          "packages.collect.next",
          dialect ->
              select(PERDURE_ARCHIVE.ARCHIVE)
                  .from(PERDURE_ARCHIVE)
                  .where(PERDURE_ARCHIVE.NS.eq(param("ns", PERDURE_ARCHIVE.NS)))
                  .and(PERDURE_ARCHIVE.COLLECT_AT.isNotNull())
                  .and(PERDURE_ARCHIVE.COLLECT_AT.le(field(select(now(dialect)))))
                  .orderBy(PERDURE_ARCHIVE.COLLECT_AT, PERDURE_ARCHIVE.ARCHIVE)
                  .limit(inline(1)));

  /** Takes it from everybody, if its time has come and nobody made it a package's meanwhile. */
  static final CompiledSql DOOM =
      CompiledSql.of(
          "packages.collect.doom",
          dialect ->
              update(PERDURE_ARCHIVE)
                  .set(PERDURE_ARCHIVE.STATE, inline(DOOMED.name()))
                  .where(archive())
                  .and(PERDURE_ARCHIVE.COLLECT_AT.le(now(dialect))));

  static final CompiledSql FIRST_CHUNK =
      CompiledSql.of(
          "packages.collect.first",
          dialect ->
              select(PERDURE_ARCHIVE_CHUNK.CHUNK)
                  .from(PERDURE_ARCHIVE_CHUNK)
                  .where(chunks())
                  .orderBy(PERDURE_ARCHIVE_CHUNK.CHUNK)
                  .limit(inline(1)));

  static final CompiledSql DELETE_CHUNKS =
      CompiledSql.of(
          "packages.collect.chunks",
          dialect ->
              deleteFrom(PERDURE_ARCHIVE_CHUNK)
                  .where(chunks())
                  .and(
                      PERDURE_ARCHIVE_CHUNK.CHUNK.between(
                          param("low", PERDURE_ARCHIVE_CHUNK.CHUNK),
                          param("high", PERDURE_ARCHIVE_CHUNK.CHUNK))));

  static final CompiledSql DELETE =
      CompiledSql.of(
          "packages.collect.archive",
          dialect -> deleteFrom(PERDURE_ARCHIVE).where(archive(DOOMED)));

  static final List<CompiledSql> ALL =
      List.of(
          BEGIN,
          INSERT,
          TOUCH,
          INSERT_CHUNK,
          FINISH,
          HOLD,
          RELEASE,
          STATE,
          DISCARD,
          READ,
          NEXT,
          DOOM,
          FIRST_CHUNK,
          DELETE_CHUNKS,
          DELETE);

  private ArchiveSql() {}

  private static Field<Instant> now(Dialect dialect) {
    return dialect.now().coerce(PERDURE_ARCHIVE.COLLECT_AT);
  }

  private static Field<Instant> collectAt(Dialect dialect) {
    return dialect.now().plus(param("keep", Long.class)).coerce(PERDURE_ARCHIVE.COLLECT_AT);
  }

  private static Condition archive(ArchiveState... in) {
    Condition archive =
        PERDURE_ARCHIVE
            .NS
            .eq(param("ns", PERDURE_ARCHIVE.NS))
            .and(PERDURE_ARCHIVE.ARCHIVE.eq(param("archive", PERDURE_ARCHIVE.ARCHIVE)));
    return in.length == 0
        ? archive
        : archive.and(
            PERDURE_ARCHIVE.STATE.in(Stream.of(in).map(state -> inline(state.name())).toList()));
  }

  private static Condition chunks() {
    return PERDURE_ARCHIVE_CHUNK
        .NS
        .eq(param("ns", PERDURE_ARCHIVE_CHUNK.NS))
        .and(PERDURE_ARCHIVE_CHUNK.ARCHIVE.eq(param("archive", PERDURE_ARCHIVE_CHUNK.ARCHIVE)));
  }
}
