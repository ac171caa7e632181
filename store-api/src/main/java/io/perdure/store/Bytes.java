package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable sequence of bytes, compared by content.
 *
 * <p>What goes in and comes out as an array is copied. Thread-safe.
 */
public final class Bytes {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** No bytes. */
  public static Bytes empty() {
    return EMPTY;
  }

  /** A copy of the array. */
  public static Bytes copyOf(byte[] bytes) {
    Checks.present("bytes", bytes);
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /** The text in UTF-8. */
  public static Bytes utf8(String text) {
    return new Bytes(Checks.present("text", text).getBytes(StandardCharsets.UTF_8));
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy as an array. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8; malformed sequences become U+FFFD. */
  public String toUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A stream over the bytes, without a copy. */
  public InputStream newInputStream() {
    return new ByteArrayInputStream(bytes);
  }

  /** Writes all bytes to the stream. */
  public void writeTo(OutputStream out) throws IOException {
    Checks.present("out", out).write(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The number of bytes, never their content: payloads do not belong in logs. */
  @Override
  public String toString() {
    return "Bytes[" + bytes.length + "]";
  }
}
