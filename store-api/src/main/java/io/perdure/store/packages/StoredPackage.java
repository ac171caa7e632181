package io.perdure.store.packages;

import io.perdure.store.internal.Checks;

/**
 * A package as it is stored, without its archive.
 *
 * @param deployed type, hash and when it was deployed
 * @param length the bytes of its archive, up to 1 GiB
 * @param sha256 the SHA-256 of its archive as it was put, 64 hexadecimal digits in lower case
 */
public record StoredPackage(DeployedPackage deployed, long length, String sha256) {
  public StoredPackage {
    Checks.present("deployed", deployed);
    ArchiveBytes.length(length);
    ArchiveBytes.sha256(sha256);
  }

  /** What the package is for. */
  public String type() {
    return deployed.type();
  }

  /** Which version it is. */
  public String hash() {
    return deployed.hash();
  }
}
