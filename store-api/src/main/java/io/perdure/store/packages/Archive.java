package io.perdure.store.packages;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.internal.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The archive of a stored package, to be read in bounded memory.
 *
 * <p>It holds nothing open: each chunk (1 MiB at most) is fetched in a read of its own when the
 * bytes before it are used up, so that a slow reader keeps neither a connection nor a transaction.
 * An archive got from a transaction or a snapshot is to be read inside the body. Thread-safe; the
 * streams that it gives are not.
 */
public interface Archive {
  /** The package that it is of. */
  StoredPackage stored();

  /**
   * A stream over its bytes, from the first on.
   *
   * <p>Numbers and lengths of the chunks are checked as they come, and the SHA-256 of all before
   * the last chunk is handed out: whoever has got the last byte has got the archive as it was put.
   * If the package was put again or deleted meanwhile, the stream goes on with the archive that it
   * began with, which is kept for an hour; then {@link ArchiveGoneException}. Never are the bytes
   * of two archives mixed. The stream throws besides:
   *
   * <ul>
   *   <li>{@link CorruptRecordException} if a chunk is missing, cut or altered;
   *   <li>{@link IOException} if it was closed.
   * </ul>
   *
   * Closing it is good manners and no more.
   */
  InputStream newInputStream();

  /**
   * Writes all its bytes; the caller's stream is neither flushed nor closed. See {@link
   * #newInputStream} for what may go wrong; some bytes may have been written then.
   *
   * @throws IOException if the stream does
   */
  default void transferTo(OutputStream out) throws IOException {
    Checks.present("out", out);
    try (InputStream in = newInputStream()) {
      in.transferTo(out);
    }
  }
}
