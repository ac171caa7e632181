package io.perdure.store.jooq.outputs;

import io.perdure.store.Bytes;
import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The digest of what a keyed output says.
 *
 * <p>Stored: the encoding must never change for what can be appended today.
 */
final class OutputDigest {
  private OutputDigest() {}

  /** SHA-256 over every part of the output but its key, each preceded by its length. */
  static byte[] of(NewOutput output) {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      write(out, output.of().task());
      out.writeLong(output.of().attempt());
      write(out, output.producer());
      write(out, output.kind().name());
      write(out, output.name());
      write(out, output.note());
      out.writeBoolean(output.only());
      out.writeInt(output.parents().size());
      for (OutputId parent : output.parents()) {
        write(out, parent.value());
      }
      write(out, output.content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.digest();
  }

  private static void write(DataOutputStream out, Content content) throws IOException {
    if (content instanceof Content.Inline inline) {
      write(out, "INLINE");
      write(out, inline.payload().contentType());
      write(out, inline.payload().bytes());
    } else if (content instanceof Content.Reference reference) {
      write(out, "REFERENCE");
      write(out, reference.uri());
      out.writeLong(reference.length().orElse(-1L));
      write(out, reference.sha256().orElse(Bytes.empty()));
    }
  }

  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    write(out, text.orElse(""));
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
}
