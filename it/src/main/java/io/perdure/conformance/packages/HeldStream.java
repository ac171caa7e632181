package io.perdure.conformance.packages;

import io.perdure.conformance.kit.Gate;
import io.perdure.store.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A caller's stream that stops in the middle until it is told how to go on. */
final class HeldStream extends InputStream {
  private final InputStream bytes;
  private final int middle;
  private final Gate reached = new Gate();
  private final Gate goOn = new Gate();
  private final AtomicBoolean broken = new AtomicBoolean();
  private int read;

  HeldStream(Bytes bytes) {
    this.bytes = bytes.newInputStream();
    this.middle = bytes.size() / 2;
  }

  /** Waits until the reader is held in the middle. */
  void awaitMiddle() {
    reached.pass();
  }

  /** Lets the reader have the rest. */
  void goOn() {
    goOn.open();
  }

  /** Lets the reader have an exception. */
  void breakOff() {
    broken.set(true);
    goOn.open();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (read == middle) {
      reached.open();
      goOn.pass();
      if (broken.get()) {
        throw new IOException("the caller's stream broke");
      }
    }
    int most = read < middle ? Math.min(length, middle - read) : length;
    int got = bytes.read(into, from, most);
    read += Math.max(0, got);
    return got;
  }
}
