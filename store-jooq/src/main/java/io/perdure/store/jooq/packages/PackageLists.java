package io.perdure.store.jooq.packages;

import static io.perdure.tables.Tables.PERDURE_PACKAGE;
import static io.perdure.tables.Tables.PERDURE_ROUTE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.packages.Route;
import io.perdure.tables.InstantNanos;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/** Lists of packages and routes, page by page. */
final class PackageLists {
  static final String LIST = "packages.list";
  static final String ARCHIVES = "packages.archives";
  static final String ROUTES = "packages.routes";

  private static final String LISTED = "listed";

  private static final List<Field<?>> COLUMNS =
      List.of(
          PERDURE_PACKAGE.TYPE,
          PERDURE_PACKAGE.HASH,
          PERDURE_PACKAGE.DEPLOYED_AT,
          PERDURE_PACKAGE.ARCHIVE,
          PERDURE_PACKAGE.LENGTH,
          PERDURE_PACKAGE.SHA256);

  private PackageLists() {}

  /** The key behind which a page of packages begins. */
  static Optional<RowKey> after(String list, PageRequest page) {
    Optional<RowKey> after = Paging.after(list, page);
    if (after.isPresent() && after.get().texts().size() != 2) {
      throw new IllegalArgumentException("page token is not one of this store's");
    }
    return after;
  }

  /** The packages by when they were deployed, type and hash, each made an entry. */
  static <T> Page<T> packages(
      Session session,
      String namespace,
      String list,
      int size,
      Optional<RowKey> after,
      BiFunction<PackageRow, Optional<PageToken>, T> entry) {
    return Paging.read(
        list,
        size,
        after,
        new Paging.Rows<PackageRow, T>() {
          @Override
          public List<PackageRow> behind(Optional<RowKey> last, int limit) {
            return packages(session, namespace, last, limit);
          }

          @Override
          public RowKey key(PackageRow row) {
            return row.key();
          }

          @Override
          public long bytes(PackageRow row) {
            return row.bytes();
          }

          @Override
          public T entry(PackageRow row, Optional<PageToken> next) {
            return entry.apply(row, next);
          }
        });
  }

  private static List<PackageRow> packages(
      Session session, String namespace, Optional<RowKey> last, int limit) {
    return last.map(key -> ordered(session, behind(key).and(of(namespace)), limit))
        .orElseGet(() -> withUndated(session, namespace, limit))
        .fetch(
            (Record row) ->
                new PackageRow(
                    row.get(PERDURE_PACKAGE.TYPE),
                    row.get(PERDURE_PACKAGE.HASH),
                    Optional.ofNullable(row.get(PERDURE_PACKAGE.DEPLOYED_AT))
                        .map(InstantNanos::toNanos)
                        .orElse(null),
                    row.get(PERDURE_PACKAGE.ARCHIVE),
                    row.get(PERDURE_PACKAGE.LENGTH),
                    row.get(PERDURE_PACKAGE.SHA256)));
  }

  private static Condition of(String namespace) {
    return PERDURE_PACKAGE.NS.eq(namespace);
  }

  private static Condition behind(RowKey key) {
    return row(PERDURE_PACKAGE.DEPLOYED_AT, PERDURE_PACKAGE.TYPE, PERDURE_PACKAGE.HASH)
        .gt(InstantNanos.toInstant(key.number()), key.texts().get(0), key.texts().get(1));
  }

  private static Select<Record> ordered(Session session, Condition which, int limit) {
    return session
        .dsl()
        .select(COLUMNS)
        .from(PERDURE_PACKAGE)
        .where(which)
        .orderBy(PERDURE_PACKAGE.DEPLOYED_AT, PERDURE_PACKAGE.TYPE, PERDURE_PACKAGE.HASH)
        .limit(inline(limit));
  }

  /**
   * The first of all. A row that says no instant is among them, wherever the database would have it
   * stand: behind all others nobody would be told of it, since a page goes on behind an instant.
   */
  private static Select<Record> withUndated(Session session, String namespace, int limit) {
    Table<?> listed =
        ordered(session, of(namespace).and(PERDURE_PACKAGE.DEPLOYED_AT.isNull()), 1)
            .unionAll(
                ordered(session, of(namespace).and(PERDURE_PACKAGE.DEPLOYED_AT.isNotNull()), limit))
            .asTable(LISTED);
    return session
        .dsl()
        .select(List.of(listed.fields()))
        .from(listed)
        .orderBy(
            field(name(LISTED, "deployed_at")).nullsFirst(),
            field(name(LISTED, "type")),
            field(name(LISTED, "hash")))
        .limit(inline(limit));
  }

  /** The routes by type. */
  static Page<Route> routes(Session session, String namespace, int size, Optional<RowKey> after) {
    return Paging.read(
        ROUTES,
        size,
        after,
        new Paging.Rows<RouteRow, Route>() {
          @Override
          public List<RouteRow> behind(Optional<RowKey> last, int limit) {
            return routes(session, namespace, last, limit);
          }

          @Override
          public RowKey key(RouteRow row) {
            return new RowKey(0, row.type());
          }

          @Override
          public long bytes(RouteRow row) {
            return Paging.length(row.type()) + Paging.length(row.hash());
          }

          @Override
          public Route entry(RouteRow row, Optional<PageToken> next) {
            return route(row.type(), row.hash(), next);
          }
        });
  }

  /** What a row of {@code perdure_route} says. */
  static Route route(String type, String hash, Optional<PageToken> next) {
    return Corrupt.row("perdure_route", type, next, () -> new Route(type, hash));
  }

  private static List<RouteRow> routes(
      Session session, String namespace, Optional<RowKey> last, int limit) {
    return session
        .dsl()
        .select(PERDURE_ROUTE.TYPE, PERDURE_ROUTE.HASH)
        .from(PERDURE_ROUTE)
        .where(PERDURE_ROUTE.NS.eq(namespace))
        .and(last.map(key -> PERDURE_ROUTE.TYPE.gt(key.text())).orElse(noCondition()))
        .orderBy(PERDURE_ROUTE.TYPE)
        .limit(inline(limit))
        .fetch(
            (Record row) -> new RouteRow(row.get(PERDURE_ROUTE.TYPE), row.get(PERDURE_ROUTE.HASH)));
  }

  private record RouteRow(String type, String hash) {}
}
