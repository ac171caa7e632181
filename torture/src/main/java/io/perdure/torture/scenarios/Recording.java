package io.perdure.torture.scenarios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the recorder has written down, in order. */
final class Recording implements AutoCloseable {
  private static final int HEAD = 32;

  private final FileChannel file;
  private final List<Step> steps = new ArrayList<>();

  /** What was done to a file. */
  enum Kind {
    WRITE,
    TRUNCATE,
    SYNC,
    DELETE
  }

  /**
   * One thing that was done.
   *
   * @param nanos when it had been done, by the clock of {@link System#nanoTime}
   * @param offset in the file, or the length to which it was truncated
   * @param data where the recording has the bytes that were written
   * @param length of the bytes
   */
  record Step(long nanos, Kind kind, String path, long offset, long data, int length) {}

  private Recording(FileChannel file) {
    this.file = file;
  }

  static Recording of(Path path) throws IOException {
    Recording recording = new Recording(FileChannel.open(path));
    recording.read();
    return recording;
  }

  private void read() throws IOException {
    long at = 0;
    while (at + HEAD <= file.size()) {
      ByteBuffer head = bytes(at, HEAD).order(ByteOrder.LITTLE_ENDIAN);
      long nanos = head.getLong();
      Kind kind = Kind.values()[head.getInt() - 1];
      int path = head.getInt();
      long offset = head.getLong();
      int length = (int) head.getLong();
      String name = StandardCharsets.UTF_8.decode(bytes(at + HEAD, path)).toString();
      steps.add(new Step(nanos, kind, name, offset, at + HEAD + path, length));
      at += HEAD + path + length;
    }
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  ByteBuffer data(Step step) throws IOException {
    return bytes(step.data(), step.length());
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the recording ends early");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
