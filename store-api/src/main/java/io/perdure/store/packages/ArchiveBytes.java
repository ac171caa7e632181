package io.perdure.store.packages;

import io.perdure.store.Bytes;
import io.perdure.store.internal.Checks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is known of the bytes of archives. */
final class ArchiveBytes {
  /** The most bytes of one archive: 1 GiB. */
  static final long MOST = 1L << 30;

  private static final int SHA256_DIGITS = 64;

  private ArchiveBytes() {}

  static long length(long length) {
    return Checks.between("archive length", length, 0, MOST);
  }

  static String sha256(String digits) {
    Checks.present("sha256", digits);
    if (digits.length() != SHA256_DIGITS
        || !digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
    }
    return digits;
  }

  static String sha256(Bytes bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
