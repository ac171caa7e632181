package io.perdure.conformance.packages;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Bytes;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.DeployedPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;

/** Archives and packages for tests. */
final class Archives {
  /** An instant with nine digits behind the second. */
  static final Instant AT = Instant.parse("2024-02-29T23:59:59.123456789Z");

  private Archives() {}

  /** The same so many bytes each time. */
  static Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  /** A package at {@link #AT}. */
  static DeployedPackage deployed(String type, String hash) {
    return new DeployedPackage(type, hash, AT);
  }

  /** All bytes of an archive. */
  static Bytes read(Archive archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.transferTo(out);
    return Bytes.copyOf(out.toByteArray());
  }

  /** How many archives there are, seen and unseen; chunks without an archive are an error. */
  static long archiveRows(Database database) throws SQLException {
    Beside beside = Beside.of(database);
    String archives = beside.name("perdure_archive");
    long orphans =
        beside.number(
            "select count(*) from "
                + beside.name("perdure_archive_chunk")
                + " where archive not in (select archive from "
                + archives
                + ")");
    if (orphans > 0) {
      throw new AssertionError(orphans + " chunks without an archive");
    }
    return beside.number("select count(*) from " + archives);
  }
}
