package io.perdure.store.jooq.packages;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Sha256;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.packages.ArchiveGoneException;
import io.perdure.store.packages.StoredPackage;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of one archive, one after the other, each in a read of its own and checked
 * before it is handed out. Not thread-safe.
 */
final class ChunkReader {
  private static final String TABLE = "perdure_archive_chunk";

  private final Access access;
  private final String namespace;
  private final StoredPackage stored;
  private final String archive;
  private final MessageDigest digest = Sha256.digest();
  private long chunk;
  private long left;

  ChunkReader(Access access, String namespace, StoredPackage stored, String archive) {
    this.access = access;
    this.namespace = namespace;
    this.stored = stored;
    this.archive = archive;
    this.left = stored.length();
  }

  /** The next chunk; empty behind the last. */
  byte[] next() {
    if (left == 0) {
      checkDigest();
      return new byte[0];
    }
    byte[] content = access.read("packages.archive", this::read);
    chunk++;
    left -= content.length;
    digest.update(content);
    if (left == 0) {
      checkDigest();
    }
    return content;
  }

  private byte[] read(Session session) {
    Row row =
        session
            .bind(ArchiveSql.READ)
            .set("ns", namespace)
            .set("archive", archive)
            .set("chunk", chunk)
            .first(found -> new Row(found.getString(1), found.getLong(2), found.getBytes(3)))
            .orElseThrow(() -> lost(session));
    if (row.content == null) {
      throw ArchiveState.DOOMED.name().equals(row.state) ? gone() : corrupt("it is missing");
    }
    long expected = Math.min(left, row.chunkBytes);
    if (row.content.length != expected) {
      throw corrupt("it has " + row.content.length + " bytes, not " + expected);
    }
    return row.content;
  }

  /** The archive has no row: corrupt if its package still has it, gone if not. */
  private RuntimeException lost(Session session) {
    boolean held =
        session
            .bind(PackagesSql.FIND)
            .set("ns", namespace)
            .set("type", stored.type())
            .set("hash", stored.hash())
            .first(PackageRow::of)
            .filter(row -> row.hasArchive(archive))
            .isPresent();
    return held
        ? new CorruptRecordException(
            ArchiveRows.TABLE, archive, "it is missing", Optional.empty(), null)
        : gone();
  }

  private void checkDigest() {
    String found = HexFormat.of().formatHex(clone(digest).digest());
    if (!found.equals(stored.sha256())) {
      throw new CorruptRecordException(
          TABLE,
          archive,
          "the SHA-256 of its chunks is " + found + ", not " + stored.sha256(),
          Optional.empty(),
          null);
    }
  }

  /** A digest that was asked begins anew: the copy is asked. */
  private static MessageDigest clone(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this platform cannot be copied", e);
    }
  }

  private ArchiveGoneException gone() {
    return new ArchiveGoneException(stored.type(), stored.hash());
  }

  private CorruptRecordException corrupt(String reason) {
    return new CorruptRecordException(
        TABLE, archive + " chunk " + chunk, reason, Optional.empty(), null);
  }

  /** A chunk as it is stored, with what its archive says. */
  private static final class Row {
    final @Nullable String state;
    final long chunkBytes;
    final byte @Nullable [] content;

    Row(@Nullable String state, long chunkBytes, byte @Nullable [] content) {
      this.state = state;
      this.chunkBytes = chunkBytes;
      this.content = content;
    }
  }
}
