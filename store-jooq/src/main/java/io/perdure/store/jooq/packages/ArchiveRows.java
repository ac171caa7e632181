package io.perdure.store.jooq.packages;

import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The rows of archives in one namespace: every change of what they are at. */
final class ArchiveRows {
  static final String TABLE = "perdure_archive";

  /** How long what was staged is kept after its last sign of life. */
  private static final Duration KEEP_STAGED = Duration.ofDays(1);

  /** How long those may go on reading who began before a package let go of it. */
  private static final Duration KEEP_DROPPED = Duration.ofHours(1);

  private final String namespace;

  ArchiveRows(String namespace) {
    this.namespace = namespace;
  }

  /** An id that no archive has. */
  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Makes an archive to which chunks are going to be added. */
  boolean begin(Session session, String archive) {
    on(session, ArchiveSql.BEGIN, archive)
        .set("chunk_bytes", Chunks.BYTES)
        .set("keep", KEEP_STAGED.toNanos())
        .clock()
        .update();
    return true;
  }

  /** Adds a chunk, if the archive is still being staged. */
  boolean continueStaging(Session session, String archive, long number, byte[] chunk) {
    boolean alive =
        on(session, ArchiveSql.TOUCH, archive).set("keep", KEEP_STAGED.toNanos()).clock().update()
            == 1;
    if (alive) {
      Chunks.write(session, namespace, archive, number, chunk);
    }
    return alive;
  }

  /** Says what all chunks are, if the archive is still being staged. */
  boolean finish(Session session, String archive, long length, byte[] sha256) {
    return on(session, ArchiveSql.FINISH, archive)
            .set("length", length)
            .set("sha256", sha256)
            .set("keep", KEEP_STAGED.toNanos())
            .clock()
            .update()
        == 1;
  }

  /** Gives up what was staged and not put. */
  boolean discard(Session session, String archive) {
    return on(session, ArchiveSql.DISCARD, archive).clock().update() == 1;
  }

  /** Writes an archive that a package has from the first. */
  void insert(Session session, String archive, Content content, byte[] bytes) {
    on(session, ArchiveSql.INSERT, archive)
        .set("chunk_bytes", Chunks.BYTES)
        .set("length", content.length())
        .set("sha256", content.sha256())
        .update();
    Chunks.write(session, namespace, archive, bytes);
  }

  /** Makes a complete archive a package's; empty if it is not one that can be had. */
  Optional<Content> hold(Session session, String archive) {
    return on(session, ArchiveSql.HOLD, archive)
        .first(row -> new Content(row.getLong(1), row.getBytes(2)));
  }

  /** Gives back what was held for nothing. */
  void stageAgain(Session session, String archive) {
    release(session, archive, ArchiveState.STAGED, KEEP_STAGED);
  }

  /** Lets go of what a package had. */
  void drop(Session session, String archive) {
    release(session, archive, ArchiveState.DROPPED, KEEP_DROPPED);
  }

  private void release(Session session, String archive, ArchiveState state, Duration keep) {
    on(session, ArchiveSql.RELEASE, archive)
        .set("state", state.name())
        .set("keep", keep.toNanos())
        .clock()
        .update();
  }

  /** What it is at; empty if there is none. */
  Optional<ArchiveState> state(Session session, String archive) {
    return on(session, ArchiveSql.STATE, archive)
        .first(row -> Optional.ofNullable(row.getString(1)))
        .map(
            state ->
                Corrupt.row(
                    TABLE,
                    archive,
                    Optional.empty(),
                    () -> Corrupt.constant(ArchiveState.class, state.orElse(null))));
  }

  private Bound on(Session session, CompiledSql statement, String archive) {
    return session.bind(statement).set("ns", namespace).set("archive", archive);
  }
}
