package io.perdure.store.packages;

import io.perdure.store.Bytes;
import io.perdure.store.internal.Checks;
import java.time.Instant;

/**
 * A version of a package as it is deployed: what it is called and since when, without its archive.
 *
 * @param type what the package is for: the name under which it is routed; 1 to 512 bytes of UTF-8
 * @param hash which version it is: opaque text of 1 to 512 bytes of UTF-8, unique within the type
 * @param deployedAt when it was deployed, by the caller's account, to the nanosecond
 */
public record DeployedPackage(String type, String hash, Instant deployedAt) {
  public DeployedPackage {
    Checks.id("package type", type);
    Checks.id("package hash", hash);
    Checks.instant("deployedAt", deployedAt);
  }

  /**
   * The version of that archive: its hash is the archive's SHA-256, as 64 hexadecimal digits in
   * lower case, which {@link PackagesReader#verify} compares.
   */
  public static DeployedPackage of(String type, Bytes archive, Instant deployedAt) {
    return new DeployedPackage(
        type, ArchiveBytes.sha256(Checks.present("archive", archive)), deployedAt);
  }

  /** The version of that archive, whose SHA-256 was computed while it was staged. */
  public static DeployedPackage of(String type, StagedArchive archive, Instant deployedAt) {
    return new DeployedPackage(type, Checks.present("archive", archive).sha256(), deployedAt);
  }
}
