package io.perdure.store.jooq.once;

import io.perdure.store.Payload;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.bodies.BodyParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A payload as it stands in the row of its key: content type, size, and its bytes if they are few.
 *
 * <p>Stored: the encoding must never change.
 */
final class AnswerBytes {
  private AnswerBytes() {}

  static byte[] of(Payload payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(payload.contentType());
      out.writeInt(payload.bytes().size());
      if (Bodies.small(payload.bytes().size())) {
        payload.bytes().writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The payload of that row.
   *
   * @param parts the chunks that stand beside it, to which the row's own bytes are added
   * @throws IllegalStateException if {@link #of} has not made it
   */
  static Payload read(byte[] row, BodyParts parts) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      String contentType = in.readUTF();
      int size = in.readInt();
      parts.take(in.readAllBytes(), 0, null);
      return new Payload(parts.whole(size), contentType);
    } catch (IOException e) {
      throw new IllegalStateException("no answer: " + e, e);
    }
  }
}
