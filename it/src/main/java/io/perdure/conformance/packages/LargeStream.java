package io.perdure.conformance.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** So many bytes without having them in memory, the same each time. */
class LargeStream extends InputStream {
  private static final int BLOCK = 1 << 16;

  private final Random random = new Random(1);
  private final byte[] block = new byte[BLOCK];
  private final long size;
  private long read;

  LargeStream(long size) {
    this.size = size;
  }

  /** Is told of each block before it is handed out. */
  void beforeBlock(long read) throws IOException {}

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (read == size) {
      return -1;
    }
    int position = (int) (read % BLOCK);
    if (position == 0) {
      beforeBlock(read);
      random.nextBytes(block);
    }
    int taken = (int) Math.min(Math.min(length, BLOCK - position), size - read);
    System.arraycopy(block, position, into, from, taken);
    read += taken;
    return taken;
  }

  /** Whether both streams have the same bytes. */
  static boolean same(InputStream one, InputStream other) throws IOException {
    byte[] expected = new byte[BLOCK];
    byte[] found = new byte[BLOCK];
    int length;
    do {
      length = one.readNBytes(expected, 0, BLOCK);
      if (other.readNBytes(found, 0, BLOCK) != length
          || !Arrays.equals(expected, 0, length, found, 0, length)) {
        return false;
      }
    } while (length > 0);
    return true;
  }
}
