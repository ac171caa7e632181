package io.perdure.store.jooq.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of an archive, a chunk of which is in memory. */
final class ArchiveStream extends InputStream {
  private static final byte[] NONE = {};

  private final ChunkReader chunks;
  private byte[] chunk = NONE;
  private int position;
  private boolean ended;
  private boolean closed;

  ArchiveStream(ChunkReader chunks) {
    this.chunks = chunks;
  }

  @Override
  public int read() throws IOException {
    return filled() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!filled()) {
      return -1;
    }
    int taken = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, from, taken);
    position += taken;
    return taken;
  }

  @Override
  public int available() throws IOException {
    checkOpen();
    return chunk.length - position;
  }

  /** Whether there is a byte to read. */
  private boolean filled() throws IOException {
    checkOpen();
    if (position == chunk.length && !ended) {
      // Let go first: two chunks need not be in memory.
      chunk = NONE;
      position = 0;
      chunk = chunks.next();
      ended = chunk.length == 0;
    }
    return !ended;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    chunk = NONE;
    position = 0;
  }
}
