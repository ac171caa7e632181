package io.perdure.store.jooq.packages;

import io.perdure.store.NotFoundException;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.packages.StagedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One stream on its way into the store: nothing is held while it is read, and each chunk is written
 * in a transaction of its own. Not thread-safe.
 */
final class ArchiveStaging {
  private static final String OPERATION = "packages.stage";

  private final Access access;
  private final ArchiveRows rows;
  private final ArchiveCollector collector;
  private final String archive = ArchiveRows.newId();

  ArchiveStaging(Access access, ArchiveRows rows, ArchiveCollector collector) {
    this.access = access;
    this.rows = rows;
    this.collector = collector;
  }

  /** Stores all bytes of the stream; nothing of them if this throws. */
  StagedArchive stage(InputStream in) throws IOException {
    try {
      write(session -> rows.begin(session, archive));
      return readAll(in);
    } catch (Throwable thrown) {
      giveUp(thrown);
      throw thrown;
    }
  }

  private StagedArchive readAll(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[Chunks.BYTES];
    long length = 0;
    for (long number = 0; ; number++) {
      int read = in.readNBytes(buffer, 0, buffer.length);
      if (read == 0) {
        break;
      }
      length += read;
      if (length > Chunks.MOST_BYTES) {
        throw new IllegalArgumentException("archive must be at most 1,073,741,824 bytes (1 GiB)");
      }
      byte[] chunk = read == buffer.length ? buffer : Arrays.copyOf(buffer, read);
      digest.update(chunk);
      long next = number;
      write(session -> rows.continueStaging(session, archive, next, chunk));
    }
    byte[] sha256 = digest.digest();
    long all = length;
    write(session -> rows.finish(session, archive, all, sha256));
    return new StagedArchive(archive, length, HexFormat.of().formatHex(sha256));
  }

  private void write(Step step) {
    access.write(
        OPERATION,
        WriteMode.OPERATION,
        session -> {
          if (!step.run(session)) {
            throw new NotFoundException(
                "staging", archive + ": it was collected; nothing was staged for a day");
          }
          return archive;
        });
  }

  /** Removes what was stored; where that fails too, it is collected in a day. */
  private void giveUp(Throwable reason) {
    try {
      access.write(OPERATION, WriteMode.OPERATION, session -> rows.discard(session, archive));
      collector.remove(archive);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** What one transaction does; whether the archive was still being staged. */
  @FunctionalInterface
  private interface Step {
    boolean run(Session session);
  }
}
