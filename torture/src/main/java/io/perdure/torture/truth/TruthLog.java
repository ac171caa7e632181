package io.perdure.torture.truth;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A file to which one process appends what it asks, before it asks, and what it was told. Each line
 * is with the operating system when the call returns, so that no kill of the process loses it; it
 * is not flushed to the disk, as nothing here cuts the machine's own power. Thread-safe.
 *
 * <pre>
 * ask NANOS OP          before asking; OP as {@link Op} writes it
 * again NANOS ID        before asking the same once more
 * told NANOS ID OUTCOME FACT|FACT
 * saw NANOS NANOS WORDS what was read between the two instants
 * </pre>
 *
 * <p>Behind each line stands its {@linkplain Checked check}. The instants are of {@link
 * System#nanoTime}, which on Linux and macOS is one clock for all processes of a machine.
 */
public final class TruthLog implements AutoCloseable {
  // Not a channel: those close when a thread that writes is interrupted.
  private final OutputStream file;

  private TruthLog(OutputStream file) {
    this.file = file;
  }

  /** A new file, or the end of one that is there. */
  public static TruthLog in(Path path) throws IOException {
    return new TruthLog(new FileOutputStream(path.toFile(), true));
  }

  /** Before it is asked. */
  public void ask(Op op) {
    write("ask " + System.nanoTime() + " " + op.words());
  }

  /** Before it is asked again. */
  public void again(Op op) {
    write("again " + System.nanoTime() + " " + op.id());
  }

  /** After it was told. */
  public void told(Op op, Told told) {
    write(
        told.facts().stream()
            .map(fact -> fact.replaceAll("[\\r\\n|]", " "))
            .collect(
                Collectors.joining(
                    "|",
                    "told " + System.nanoTime() + " " + op.id() + " " + told.outcome() + " ",
                    "")));
  }

  /**
   * After something was read.
   *
   * @param before when it was asked for
   */
  public void saw(long before, String words) {
    write("saw " + before + " " + System.nanoTime() + " " + words);
  }

  private synchronized void write(String line) {
    try {
      file.write((Checked.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
