package io.perdure.store.jooq.bodies;

import io.perdure.store.Bytes;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The parts of a body as they are read, row by row, in the order of their numbers. */
public final class BodyParts {
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private long chunks;
  private boolean gap;

  /**
   * Takes what one row of the answer has: the body itself, or the next of its chunks.
   *
   * @param no the chunk's number, if there is one
   */
  public void take(byte @Nullable [] inRow, long no, byte @Nullable [] chunk) {
    if (chunk != null) {
      gap |= no != chunks++;
      all.writeBytes(chunk);
    } else if (inRow != null) {
      all.writeBytes(inRow);
    }
  }

  /**
   * The whole body.
   *
   * @throws IllegalStateException if it has not the bytes that it must have
   */
  public Bytes whole(long size) {
    if (gap || all.size() != size) {
      throw new IllegalStateException(
          "a body of " + size + " bytes is there with " + all.size() + (gap ? ", and a gap" : ""));
    }
    return Bytes.copyOf(all.toByteArray());
  }
}
