package io.perdure.store.jooq.history;

import io.perdure.store.Bytes;
import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.engine.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * The digest of what a keyed append says, recorded instants aside, and the bytes of what it
 * answered.
 *
 * <p>Stored: the encoding must never change for what can be appended today.
 */
final class AppendDigest {
  private AppendDigest() {}

  /** SHA-256 over every part of the events, each preceded by its length. */
  static byte[] of(List<NewEvent> events) {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      out.writeInt(events.size());
      for (NewEvent event : events) {
        write(out, event.type());
        write(out, event.payload().contentType());
        write(out, event.payload().bytes());
        out.writeBoolean(event.metadata().isPresent());
        if (event.metadata().isPresent()) {
          write(out, event.metadata().get());
        }
        out.writeBoolean(event.mark().isPresent());
        if (event.mark().isPresent()) {
          write(out, event.mark().get());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.digest();
  }

  private static void write(DataOutputStream out, Mark mark) throws IOException {
    write(out, mark.kind().name());
    if (mark instanceof Mark.Started started) {
      write(out, started.type());
      write(out, started.run().map(RunId::value).orElse(""));
      write(out, started.parentWorkflow().map(WorkflowId::value).orElse(""));
    } else if (mark instanceof Mark.Failed failed) {
      write(out, failed.reason());
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, Bytes bytes) throws IOException {
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  /** The answer as it is stored. */
  static byte[] answer(Appended appended) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(appended.first())
        .putLong(appended.last())
        .array();
  }

  /**
   * The answer as it was given.
   *
   * @throws IllegalStateException if the bytes are no answer
   */
  static Appended answer(byte[] stored) {
    if (stored.length != 2 * Long.BYTES) {
      throw new IllegalStateException("an answer of " + stored.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    return new Appended(buffer.getLong(), buffer.getLong());
  }
}
