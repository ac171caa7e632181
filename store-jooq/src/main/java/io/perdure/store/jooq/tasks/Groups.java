package io.perdure.store.jooq.tasks;

import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A list of what tasks have in common, as pages are made of it. */
record Groups<R, T>(
    String table, Chunks<R> chunks, Function<R, RowKey> order, Function<R, T> reader) {
  @FunctionalInterface
  interface Chunks<R> {
    List<R> behind(Session session, Optional<RowKey> last, int limit);
  }

  static <R, T> Groups<R, T> of(
      Chunks<R> chunks, Function<R, RowKey> order, Function<R, T> reader) {
    return new Groups<>(TaskRow.TABLE, chunks, order, reader);
  }

  /** The same, of rows of that table. */
  Groups<R, T> in(String table) {
    return new Groups<>(table, chunks, order, reader);
  }

  /** A key of two texts, of which the second may be empty. */
  static RowKey key(String first, String second) {
    return new RowKey(0, texts(first, second));
  }

  static List<String> texts(String first, String second) {
    return second.isEmpty() ? List.of(first) : List.of(first, second);
  }

  /** The second text of such a key. */
  static String second(RowKey key) {
    return key.texts().size() > 1 ? key.texts().get(1) : "";
  }

  Paging.Rows<R, T> rows(Session session) {
    return Paging.Rows.of(
        order,
        row -> order.apply(row).texts().stream().mapToLong(Paging::length).sum(),
        (row, next) ->
            Corrupt.row(table, order.apply(row).texts().toString(), next, () -> reader.apply(row)),
        (last, limit) -> chunks.behind(session, last, limit));
  }
}
