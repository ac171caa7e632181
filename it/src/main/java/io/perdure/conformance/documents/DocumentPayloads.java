package io.perdure.conformance.documents;

import io.perdure.store.Payload;

/** What tests put into documents. */
final class DocumentPayloads {
  private DocumentPayloads() {}

  static Payload json(String is) {
    return Payload.json("{\"is\":\"" + is + "\"}");
  }

  /** Bytes that are nowhere the same as a chunk before. */
  static Payload large(char seed, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (seed + i + (i >> 8) * 31 + (i >> 16) * 7);
    }
    return Payload.of(bytes);
  }
}
