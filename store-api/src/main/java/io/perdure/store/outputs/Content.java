package io.perdure.store.outputs;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;
import java.util.Optional;

/** What an output holds: bytes, or where they are. */
public sealed interface Content {
  /** A SHA-256 has so many bytes. */
  int SHA256_BYTES = 32;

  /**
   * Bytes that the store keeps.
   *
   * @param payload bytes and content type
   */
  record Inline(Payload payload) implements Content {
    public Inline {
      Checks.present("payload", payload);
    }
  }

  /**
   * Bytes that are kept elsewhere. The store never opens the address.
   *
   * @param uri the address, 1 to 8192 bytes of UTF-8, opaque
   * @param length how many bytes there are, where that is known
   * @param sha256 their SHA-256, 32 bytes, where that is known
   */
  record Reference(String uri, Optional<Long> length, Optional<Bytes> sha256) implements Content {
    public Reference {
      Checks.freeText("uri", uri);
      Checks.between("characters of uri", uri.length(), 1, Checks.MAX_TEXT_BYTES);
      Checks.present("length", length).ifPresent(known -> Checks.notNegative("length", known));
      Checks.present("sha256", sha256)
          .ifPresent(
              known -> Checks.between("bytes of sha256", known.size(), SHA256_BYTES, SHA256_BYTES));
    }

    /** The address alone. */
    public static Reference to(String uri) {
      return new Reference(uri, Optional.empty(), Optional.empty());
    }
  }
}
