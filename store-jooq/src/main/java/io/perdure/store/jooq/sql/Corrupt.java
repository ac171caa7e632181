package io.perdure.store.jooq.sql;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.PageToken;
import io.perdure.store.internal.Checks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what only this library can have written, and says where something else stands. */
public final class Corrupt {
  private static final Logger LOG = LoggerFactory.getLogger(Corrupt.class);

  private Corrupt() {}

  /** The enum constant of that name. */
  public static <E extends Enum<E>> E constant(Class<E> type, @Nullable String name) {
    if (name == null) {
      throw new IllegalStateException("no " + type.getSimpleName());
    }
    return Enum.valueOf(type, name);
  }

  /** A value that is never missing. */
  public static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no " + column);
    }
    return value;
  }

  /** A number of a row, which JDBC alone would read as 0 where it is missing. */
  public static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** As {@link #number}, without an object for each row: what is missing is read as that. */
  public static long number(ResultSet row, int column, long missing) throws SQLException {
    long value = row.getLong(column);
    return value == 0 && row.wasNull() ? missing : value;
  }

  /**
   * The column, if the number that was read of it last is missing and may never be; else the column
   * of which that is known already.
   */
  public static @Nullable String missing(
      ResultSet row, long last, String column, @Nullable String before) throws SQLException {
    return last == 0 && row.wasNull() ? column : before;
  }

  /** That no column is missing which may never be. */
  public static void complete(@Nullable String missing) {
    if (missing != null) {
      throw new IllegalStateException("no " + missing);
    }
  }

  /** An id that may be missing. */
  public static Optional<String> id(String column, @Nullable String value) {
    return Optional.ofNullable(value).map(id -> Checks.id(column, id));
  }

  /** A free text that may be missing. */
  public static Optional<String> freeText(String column, @Nullable String value) {
    return Optional.ofNullable(value).map(text -> Checks.freeText(column, text));
  }

  /** What the reader makes of a row, or the corruption told. */
  public static <T> T row(String table, String key, Optional<PageToken> next, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CorruptRecordException(table, key, String.valueOf(e.getMessage()), next, e);
    }
  }

  /**
   * What the reader makes of a row; nothing if it is corrupt, which is logged: for those who hand
   * out many rows, of which one must not keep back the others.
   */
  public static <T> Optional<T> passingOver(
      Supplier<T> reader, Consumer<CorruptRecordException> otherwise) {
    try {
      return Optional.of(reader.get());
    } catch (CorruptRecordException corrupt) {
      LOG.warn("passed over: {}", corrupt.getMessage());
      otherwise.accept(corrupt);
      return Optional.empty();
    }
  }
}
