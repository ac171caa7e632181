package io.perdure.store.jooq.engine;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.sql.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts a page together: it ends at its size or at 8 MiB, whichever comes first, and before a row
 * that is corrupt, so that what came before it is not lost.
 */
public final class Paging {
  /** Fetched at once: with the longest ids and texts within a page's 8 MiB. */
  private static final int CHUNK = 512;

  private static final long PAGE_BYTES = 8L << 20;

  private Paging() {}

  /**
   * How a list reads its rows.
   *
   * @param <R> a row as it is stored
   * @param <T> an entry of the page
   */
  public interface Rows<R, T> {
    /** Rows of a list that is told by functions. */
    static <R, T> Rows<R, T> of(
        Function<R, RowKey> key, ToLongFunction<R> bytes, Entries<R, T> entries, Chunks<R> chunks) {
      return new Told<>(key, bytes, entries, chunks);
    }

    /** So many rows in the list's order, from behind that key. */
    List<R> behind(Optional<RowKey> last, int limit);

    /** By what the row is ordered. */
    RowKey key(R row);

    /** Roughly the bytes that the row's entry has. */
    long bytes(R row);

    /**
     * What the row says.
     *
     * @param next the page that begins behind the row
     * @throws CorruptRecordException carrying that token, if it says nonsense
     */
    T entry(R row, Optional<PageToken> next);
  }

  /** Reads so many rows in a list's order, from behind that key. */
  @FunctionalInterface
  public interface Chunks<R> {
    List<R> behind(Optional<RowKey> last, int limit);
  }

  /** Reads a row of a list; see {@link Rows#entry}. */
  @FunctionalInterface
  public interface Entries<R, T> {
    T entry(R row, Optional<PageToken> next);
  }

  private record Told<R, T>(
      Function<R, RowKey> order, ToLongFunction<R> size, Entries<R, T> entries, Chunks<R> chunks)
      implements Rows<R, T> {
    @Override
    public List<R> behind(Optional<RowKey> last, int limit) {
      return chunks.behind(last, limit);
    }

    @Override
    public RowKey key(R row) {
      return order.apply(row);
    }

    @Override
    public long bytes(R row) {
      return size.applyAsLong(row);
    }

    @Override
    public T entry(R row, Optional<PageToken> next) {
      return entries.entry(row, next);
    }
  }

  /**
   * Reads the page that is asked for, as an operation; a token of another list is refused before.
   *
   * @param list name and filter of the list, as text
   */
  public static <R, T> Page<T> page(
      Access access,
      String operation,
      String list,
      PageRequest page,
      Function<Session, Rows<R, T>> rows) {
    Checks.present("page", page);
    Optional<RowKey> after = after(list, page);
    return access.read(operation, session -> read(list, page.size(), after, rows.apply(session)));
  }

  /**
   * The key behind which the page begins: to be asked before the database is.
   *
   * @param list name and filter of the list, as text
   * @throws IllegalArgumentException if the page's token belongs to another list
   */
  public static Optional<RowKey> after(String list, PageRequest page) {
    return page.after().map(token -> PageTokens.decode(list, token));
  }

  /** The page of that size that begins behind the key. */
  public static <R, T> Page<T> read(
      String list, int size, Optional<RowKey> after, Rows<R, T> rows) {
    List<T> entries = new ArrayList<>();
    Optional<RowKey> last = after;
    long bytes = 0;
    while (true) {
      int wanted = Math.min(CHUNK, size + 1 - entries.size());
      List<R> chunk = rows.behind(last, wanted);
      for (R row : chunk) {
        bytes += rows.bytes(row);
        if (entries.size() == size || (bytes > PAGE_BYTES && !entries.isEmpty())) {
          return new Page<>(entries, token(list, last));
        }
        Optional<RowKey> key = Optional.of(rows.key(row));
        try {
          entries.add(rows.entry(row, token(list, key)));
        } catch (CorruptRecordException e) {
          if (entries.isEmpty()) {
            throw e;
          }
          return new Page<>(entries, token(list, last));
        }
        last = key;
      }
      if (chunk.size() < wanted) {
        return new Page<>(entries, Optional.empty());
      }
    }
  }

  /** The bytes of a text in UTF-8; none of a missing one. */
  public static long length(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether its ids are such as are stored; of a corrupt row they may be anything. */
  private static boolean sayable(RowKey key) {
    try {
      key.texts().forEach(text -> Checks.id("key", text));
      return true;
    } catch (IllegalArgumentException corrupt) {
      return false;
    }
  }

  /** None behind a row whose key is none: whoever goes on would be told of it again. */
  private static Optional<PageToken> token(String list, Optional<RowKey> key) {
    return key.filter(Paging::sayable).map(known -> PageTokens.encode(list, known));
  }
}
