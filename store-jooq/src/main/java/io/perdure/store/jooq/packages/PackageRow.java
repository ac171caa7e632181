package io.perdure.store.jooq.packages;

import io.perdure.store.PageToken;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.StoredPackage;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code perdure_package} as it is stored. */
final class PackageRow {
  static final String TABLE = "perdure_package";

  /** Roughly what a row has beside its ids. */
  private static final long FIXED_BYTES = 128;

  private final String type;
  private final String hash;
  private final @Nullable Long deployedAt;
  private final @Nullable String archive;
  private final @Nullable Long length;
  private final byte @Nullable [] sha256;

  PackageRow(
      String type,
      String hash,
      @Nullable Long deployedAt,
      @Nullable String archive,
      @Nullable Long length,
      byte @Nullable [] sha256) {
    this.type = type;
    this.hash = hash;
    this.deployedAt = deployedAt;
    this.archive = archive;
    this.length = length;
    this.sha256 = sha256;
  }

  /** Of a result with these columns in this order. */
  static PackageRow of(ResultSet row) throws SQLException {
    return new PackageRow(
        row.getString(1),
        row.getString(2),
        Corrupt.number(row, 3),
        row.getString(4),
        Corrupt.number(row, 5),
        row.getBytes(6));
  }

  /** Its place in the order; before all if it says no instant, so that a list goes on behind it. */
  RowKey key() {
    return new RowKey(deployedAt == null ? Long.MIN_VALUE : deployedAt, type, hash);
  }

  long bytes() {
    return Paging.length(type) + Paging.length(hash) + FIXED_BYTES;
  }

  /** The archive that it has. */
  String archive(Optional<PageToken> next) {
    return Corrupt.row(TABLE, name(), next, () -> Corrupt.present("archive", archive));
  }

  /** Whether that is the archive that it has. */
  boolean hasArchive(String id) {
    return id.equals(archive);
  }

  /** Whether its archive has those bytes. */
  boolean has(Content content) {
    return length != null && length == content.length() && Arrays.equals(sha256, content.sha256());
  }

  StoredPackage stored(Optional<PageToken> next) {
    return Corrupt.row(
        TABLE,
        name(),
        next,
        () ->
            new StoredPackage(
                new DeployedPackage(type, hash, deployedAt()),
                Corrupt.present("length", length),
                HexFormat.of().formatHex(Corrupt.present("sha256", sha256))));
  }

  private Instant deployedAt() {
    return InstantNanos.toInstant(Corrupt.present("deployed_at", deployedAt));
  }

  private String name() {
    return type + " " + hash;
  }
}
