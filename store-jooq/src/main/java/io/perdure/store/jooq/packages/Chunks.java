package io.perdure.store.jooq.packages;

import io.perdure.store.jooq.sql.Session;
import java.util.Arrays;

/** How archives are cut: into chunks of one size, of which only the last may be shorter. */
final class Chunks {
  /** Bytes of a chunk of new archives; an old one says its own. */
  static final int BYTES = 1 << 20;

  /** Chunks that one transaction writes or removes at most. */
  static final int PER_TRANSACTION = 16;

  /** The most bytes of one archive. */
  static final long MOST_BYTES = 1L << 30;

  private Chunks() {}

  /** How many chunks so many bytes have. */
  static int of(long bytes) {
    return (int) ((bytes + BYTES - 1) / BYTES);
  }

  /** Writes all bytes of an archive, in the session's transaction. */
  static void write(Session session, String namespace, String archive, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += BYTES) {
      byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BYTES));
      write(session, namespace, archive, at / BYTES, chunk);
    }
  }

  /** Writes one chunk. */
  static void write(Session session, String namespace, String archive, long chunk, byte[] bytes) {
    session
        .bind(ArchiveSql.INSERT_CHUNK)
        .set("ns", namespace)
        .set("archive", archive)
        .set("chunk", chunk)
        .set("content", bytes)
        .update();
  }
}
