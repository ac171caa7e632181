package io.perdure.store.jooq.documents;

import static io.perdure.tables.Tables.PERDURE_DOCUMENT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.documents.Document;
import io.perdure.store.documents.DocumentEntry;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** Reads documents, on any way of access. */
public class SqlDocumentsReader implements DocumentsReader {
  private static final String TABLE = "perdure_document";
  private static final String LIST = "documents.list";
  private static final String KEY = "document key";

  /** The first of all keys: behind it a list goes on if a row has none, which comes before all. */
  private static final String FIRST = "\1";

  final Access access;
  final String namespace;

  public SqlDocumentsReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  static String key(@Nullable String key) {
    return Checks.id(KEY, key);
  }

  @Override
  public long revision(String key) {
    key(key);
    return access.read("documents.revision", session -> revision(session, key));
  }

  long revision(Session session, String key) {
    return session
        .bind(DocumentsSql.REVISION)
        .set("ns", namespace)
        .set("key", key)
        .first(row -> row.getLong(1))
        .map(
            found ->
                Corrupt.row(
                    TABLE, key, Optional.empty(), () -> Checks.notNegative("revision", found)))
        .orElse(0L);
  }

  @Override
  public Optional<Document> find(String key) {
    key(key);
    return access.read(
        "documents.find",
        session -> {
          BodyParts body = new BodyParts();
          List<Row> rows =
              session
                  .bind(DocumentsSql.FIND)
                  .set("ns", namespace)
                  .set("key", key)
                  .list(row -> Row.of(row, body));
          return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).document(key, body));
        });
  }

  @Override
  public Page<DocumentEntry> list(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = Paging.after(LIST, page);
    return access.read(
        LIST, session -> Paging.read(LIST, page.size(), after, new Entries(session, namespace)));
  }

  private static long known(long revision) {
    return Checks.between("revision", revision, 1, Long.MAX_VALUE);
  }

  /** A document's row; what it has of the payload goes to the parts as it is read. */
  private record Row(
      long revision, @Nullable Long updatedAt, @Nullable String contentType, long size) {
    static Row of(ResultSet row, BodyParts body) throws SQLException {
      body.take(row, 5);
      return new Row(row.getLong(1), Corrupt.number(row, 2), row.getString(3), row.getLong(4));
    }

    Document document(String key, BodyParts body) {
      return Corrupt.row(
          TABLE,
          key,
          Optional.empty(),
          () ->
              new Document(
                  key,
                  known(revision),
                  new Payload(body.whole(size), Corrupt.present("content_type", contentType)),
                  InstantNanos.toInstant(Corrupt.present("updated_at", updatedAt))));
    }
  }

  private record EntryRow(
      String key,
      @Nullable Long revision,
      @Nullable String contentType,
      long size,
      @Nullable Instant updatedAt) {}

  private record Entries(Session session, String namespace)
      implements Paging.Rows<EntryRow, DocumentEntry> {
    @Override
    public List<EntryRow> behind(Optional<RowKey> last, int limit) {
      Condition begin = last.map(row -> PERDURE_DOCUMENT.KEY.gt(row.text())).orElse(noCondition());
      return session
          .dsl()
          .select(
              PERDURE_DOCUMENT.KEY,
              PERDURE_DOCUMENT.REVISION,
              PERDURE_DOCUMENT.CONTENT_TYPE,
              PERDURE_DOCUMENT.SIZE,
              PERDURE_DOCUMENT.UPDATED_AT)
          .from(PERDURE_DOCUMENT)
          .where(PERDURE_DOCUMENT.NS.eq(namespace))
          .and(PERDURE_DOCUMENT.SIZE.isNotNull())
          .and(begin)
          .orderBy(PERDURE_DOCUMENT.KEY)
          .limit(inline(limit))
          .fetch(
              row ->
                  new EntryRow(
                      Objects.requireNonNullElse(row.value1(), ""),
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5()));
    }

    @Override
    public RowKey key(EntryRow row) {
      return new RowKey(0, row.key().isEmpty() ? FIRST : row.key());
    }

    @Override
    public long bytes(EntryRow row) {
      return Paging.length(row.key()) + Paging.length(row.contentType());
    }

    @Override
    public DocumentEntry entry(EntryRow row, Optional<PageToken> next) {
      return Corrupt.row(
          TABLE,
          row.key(),
          next,
          () ->
              new DocumentEntry(
                  Checks.id(KEY, row.key()),
                  known(Corrupt.present("revision", row.revision())),
                  Checks.id("content_type", row.contentType()),
                  Checks.notNegative("size", row.size()),
                  Corrupt.present("updated_at", row.updatedAt())));
    }
  }
}
