package io.perdure.store.jooq.bodies;

import io.perdure.store.Bytes;
import io.perdure.store.jooq.sql.Corrupt;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The parts of a body as they are read, row by row, in the order of their numbers. */
public final class BodyParts {
  private static final byte[] NONE = {};

  /** What most bodies have: a single part, of which no copy is made. */
  private byte @Nullable [] only;

  private @Nullable ByteArrayOutputStream several;
  private long chunks;
  private boolean gap;

  /** Takes what stands in that column and the two behind it: body, number and chunk. */
  public void take(ResultSet row, int column) throws SQLException {
    take(row.getBytes(column), number(row, column + 1), row.getBytes(column + 2));
  }

  /** Takes the chunk whose number stands in that column, and its bytes in the next. */
  public void takeChunk(ResultSet row, int column) throws SQLException {
    take(null, number(row, column), row.getBytes(column + 1));
  }

  /** A chunk without a number is none that could follow. */
  private static long number(ResultSet row, int column) throws SQLException {
    return Corrupt.number(row, column, Long.MIN_VALUE);
  }

  /**
   * Takes what one row of the answer has: the body itself, or the next of its chunks.
   *
   * @param no the chunk's number, if there is one
   */
  public void take(byte @Nullable [] inRow, long no, byte @Nullable [] chunk) {
    if (chunk != null) {
      gap |= no != chunks++;
      add(chunk);
    } else if (inRow != null) {
      add(inRow);
    }
  }

  private void add(byte[] part) {
    if (several != null) {
      several.writeBytes(part);
    } else if (only == null) {
      only = part;
    } else {
      several = new ByteArrayOutputStream();
      several.writeBytes(only);
      several.writeBytes(part);
    }
  }

  /**
   * The whole body.
   *
   * @throws IllegalStateException if it has not the bytes that it must have
   */
  public Bytes whole(long size) {
    byte[] body = several != null ? several.toByteArray() : only != null ? only : NONE;
    if (gap || body.length != size) {
      throw new IllegalStateException(
          "a body of " + size + " bytes is there with " + body.length + (gap ? ", and a gap" : ""));
    }
    return Bytes.copyOf(body);
  }
}
