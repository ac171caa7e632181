package io.perdure.store.jooq.tasks;

import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.tasks.NewTask;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * The digest of a task's content: its scope and its payload.
 *
 * <p>Stored: the encoding must never change for what can be enqueued today.
 */
final class TaskDigest {
  private TaskDigest() {}

  /** SHA-256 over the parts, each preceded by its length. */
  static byte[] of(NewTask task) {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      write(out, task.scope().queue());
      write(out, task.scope().node().orElse(""));
      write(out, task.payload().contentType());
      out.writeInt(task.payload().bytes().size());
      task.payload().bytes().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.digest();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
