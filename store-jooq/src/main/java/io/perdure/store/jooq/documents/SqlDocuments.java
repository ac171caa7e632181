package io.perdure.store.jooq.documents;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.documents.Documents;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes documents, on any way of access.
 *
 * <p>A small payload that takes the place of a small one, or of none, is one statement. Everything
 * else locks the row first and decides under that lock.
 */
public final class SqlDocuments extends SqlDocumentsReader implements Documents {
  /** To be compiled when a database is opened. */
  public static final List<CompiledSql> STATEMENTS = DocumentsSql.ALL;

  private static final String PUT = "documents.put";

  private final Limits limits;

  public SqlDocuments(Access access, String namespace, Limits limits) {
    super(access, namespace);
    this.limits = limits;
  }

  @Override
  public long put(String key, long expectedRevision, Payload payload) {
    key(key);
    Checks.notNegative("expected revision", expectedRevision);
    Bytes bytes = Checks.present("payload", payload).bytes();
    limits.payload("payload", bytes.size());
    if (Bodies.small(bytes.size())
        && access.write(
            PUT,
            WriteMode.STATEMENT,
            session -> putSmall(session, key, expectedRevision, payload))) {
      return expectedRevision + 1;
    }
    return access.write(
        PUT, WriteMode.OPERATION, session -> putLocked(session, key, expectedRevision, payload));
  }

  private boolean putSmall(Session session, String key, long expected, Payload payload) {
    Bound statement =
        expected == 0
            ? session.bind(DocumentsSql.CREATE)
            : session.bind(DocumentsSql.REPLACE_SMALL).set("expected", expected);
    return content(statement, key, payload).update() == 1;
  }

  private long putLocked(Session session, String key, long expected, Payload payload) {
    while (true) {
      Optional<Stored> stored = lock(session, key);
      long found = stored.map(Stored::visible).orElse(0L);
      if (found != expected) {
        throw new RevisionConflictException(key, expected, found);
      }
      if (stored.isPresent()) {
        long revision = stored.get().revision();
        DocumentsSql.BODIES.delete(session, namespace, key);
        content(session.bind(DocumentsSql.REPLACE).set("expected", revision), key, payload)
            .update();
        DocumentsSql.BODIES.write(session, namespace, key, payload.bytes());
        return revision + 1;
      }
      if (content(session.bind(DocumentsSql.CREATE), key, payload).update() == 1) {
        DocumentsSql.BODIES.write(session, namespace, key, payload.bytes());
        return 1;
      }
      // Another transaction made the row after it was looked for: it can be locked now.
    }
  }

  @Override
  public boolean delete(String key, long expectedRevision) {
    key(key);
    Checks.notNegative("expected revision", expectedRevision);
    return access.write(
        "documents.delete",
        WriteMode.OPERATION,
        session -> {
          long found = lock(session, key).map(Stored::visible).orElse(0L);
          if (found == 0) {
            return false;
          }
          if (found != expectedRevision) {
            throw new RevisionConflictException(key, expectedRevision, found);
          }
          content(session.bind(DocumentsSql.DELETE).set("expected", found), key, null).update();
          DocumentsSql.BODIES.delete(session, namespace, key);
          return true;
        });
  }

  private Optional<Stored> lock(Session session, String key) {
    return on(session.bind(DocumentsSql.LOCK), key).first(Stored::of);
  }

  private Bound content(Bound statement, String key, @Nullable Payload payload) {
    return on(statement, key)
        .set("content_type", payload == null ? null : payload.contentType())
        .set("size", payload == null ? null : Long.valueOf(payload.bytes().size()))
        .set("payload", payload == null ? null : Bodies.inRow(payload.bytes()))
        .clock();
  }

  private Bound on(Bound statement, String key) {
    return statement.set("ns", namespace).set("key", key);
  }

  /** A stored row: the key's last revision, and whether it still has its document. */
  private record Stored(long revision, boolean live) {
    static Stored of(ResultSet row) throws SQLException {
      long revision = row.getLong(1);
      row.getLong(2);
      return new Stored(revision, !row.wasNull());
    }

    long visible() {
      return live ? revision : 0;
    }
  }
}
