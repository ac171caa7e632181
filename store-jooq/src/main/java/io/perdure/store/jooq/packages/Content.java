package io.perdure.store.jooq.packages;

/** What the bytes of an archive are, without them. */
final class Content {
  private final long length;
  private final byte[] sha256;

  Content(long length, byte[] sha256) {
    this.length = length;
    this.sha256 = sha256;
  }

  long length() {
    return length;
  }

  byte[] sha256() {
    return sha256;
  }
}
