package io.perdure.store.jooq.history;

import io.perdure.store.jooq.sql.RowReader;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param size bytes of its content, if that is too large to come with the row; otherwise 0
 */
record EventRow(
    long seq,
    long runNo,
    @Nullable String type,
    @Nullable String contentType,
    @Nullable String mark,
    @Nullable Instant recordedAt,
    long size,
    Content content) {
  /** Whether its content is to be fetched apart. */
  boolean large() {
    return size > 0;
  }

  /** What an event says, as it is stored. */
  static final class Content {
    final byte @Nullable [] payload;
    final byte @Nullable [] metadata;

    Content(byte @Nullable [] payload, byte @Nullable [] metadata) {
      this.payload = payload;
      this.metadata = metadata;
    }

    private long bytes() {
      return (long) (payload == null ? 0 : payload.length)
          + (metadata == null ? 0 : metadata.length);
    }
  }

  /** Reads the rows of one page, until their contents are as many bytes as it may have. */
  static final class Reader implements RowReader<EventRow> {
    private static final long NONE = -1;

    private final long most;
    private long came;
    private long apart;
    private long head = NONE;

    Reader(long most) {
      this.most = most;
    }

    @Override
    public EventRow read(ResultSet row) throws SQLException {
      if (head == NONE) {
        head = row.getLong(10); // the same in all rows of a statement
      }
      long nanos = row.getLong(6);
      boolean missing = nanos == 0 && row.wasNull();
      Content content = new Content(row.getBytes(7), row.getBytes(8));
      long size = content.payload == null ? row.getLong(9) : 0;
      came += content.bytes();
      apart += size;
      return new EventRow(
          row.getLong(1),
          row.getLong(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          missing ? null : InstantNanos.toInstant(nanos),
          size,
          content);
    }

    /** Whether the page is full; rows that were left come with the next. */
    boolean full() {
      return came >= most;
    }

    /** Bytes of all the contents, of those that are to be fetched apart as well. */
    long bytes() {
      return came + apart;
    }

    /** The head of the workflow when the statement ran; 0 if there was no row. */
    long head() {
      return Math.max(0, head);
    }
  }
}
