package io.perdure.store.jooq.packages;

import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Optional;

/**
 * Removes archives that nobody needs any more: doomed first, which takes them from everybody, then
 * their chunks, a few in each transaction, and their row last. Who comes after one that was stopped
 * goes on where it was; several at once do no harm.
 */
final class ArchiveCollector {
  private static final String OPERATION = "packages.collect";

  private final Access access;
  private final String namespace;

  ArchiveCollector(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  /** Removes up to so many chunks, an archive without any counting as one; answers how many. */
  int collect(int limit) {
    int removed = 0;
    while (removed < limit) {
      Optional<String> next =
          access.read(
              OPERATION,
              session ->
                  session
                      .bind(ArchiveSql.NEXT)
                      .set("ns", namespace)
                      .clock()
                      .first(row -> row.getString(1)));
      if (next.isEmpty()) {
        return removed;
      }
      int most = Math.min(Chunks.PER_TRANSACTION, limit - removed);
      removed += Math.max(1, step(next.get(), most).chunks());
    }
    return removed;
  }

  /** Removes all of an archive whose time has come. */
  void remove(String archive) {
    while (!step(archive, Chunks.PER_TRANSACTION).ended()) {}
  }

  private Step step(String archive, int most) {
    return access.write(OPERATION, WriteMode.OPERATION, session -> step(session, archive, most));
  }

  private Step step(Session session, String archive, int most) {
    if (on(session, ArchiveSql.DOOM, archive).clock().update() == 0) {
      return new Step(0, true);
    }
    int chunks = 0;
    Optional<Long> first = firstChunk(session, archive);
    if (first.isPresent()) {
      chunks =
          on(session, ArchiveSql.DELETE_CHUNKS, archive)
              .set("low", first.get())
              .set("high", first.get() + most - 1)
              .update();
      if (firstChunk(session, archive).isPresent()) {
        return new Step(chunks, false);
      }
    }
    on(session, ArchiveSql.DELETE, archive).update();
    return new Step(chunks, true);
  }

  private Optional<Long> firstChunk(Session session, String archive) {
    return on(session, ArchiveSql.FIRST_CHUNK, archive).first(row -> row.getLong(1));
  }

  private Bound on(Session session, CompiledSql statement, String archive) {
    return session.bind(statement).set("ns", namespace).set("archive", archive);
  }

  /**
   * What a transaction did.
   *
   * @param chunks how many it removed
   * @param ended whether nothing is left to be removed
   */
  private record Step(int chunks, boolean ended) {}
}
