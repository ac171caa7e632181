package io.perdure.store;

import io.perdure.store.internal.Checks;

/**
 * Opaque content: bytes, and the content type that says how to read them.
 *
 * <p>The store never decodes a payload; it comes back byte for byte. Its size is bounded by the
 * store's payload limit (16 MiB unless set), checked when it is written.
 *
 * @param bytes the content, possibly empty
 * @param contentType an opaque text of 1 to 512 bytes, usually a media type
 */
public record Payload(Bytes bytes, String contentType) {
  /** The content type of bytes of which nothing is known. */
  public static final String OCTET_STREAM = "application/octet-stream";

  /** The content type of JSON. */
  public static final String JSON = "application/json";

  public Payload {
    Checks.present("payload bytes", bytes);
    Checks.id("payload contentType", contentType);
  }

  /** No bytes, as {@value #OCTET_STREAM}. */
  public static Payload empty() {
    return new Payload(Bytes.empty(), OCTET_STREAM);
  }

  /** A copy of the bytes, as {@value #OCTET_STREAM}. */
  public static Payload of(byte[] bytes) {
    return new Payload(Bytes.copyOf(bytes), OCTET_STREAM);
  }

  /** A JSON text in UTF-8, as {@value #JSON}; it is not parsed. */
  public static Payload json(String json) {
    return new Payload(Bytes.utf8(json), JSON);
  }
}
