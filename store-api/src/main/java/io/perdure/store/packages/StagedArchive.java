package io.perdure.store.packages;

import io.perdure.store.internal.Checks;
import java.io.Serializable;

/**
 * An archive that is stored and that nobody can see yet: {@link Packages#put(DeployedPackage,
 * StagedArchive, java.util.List)} makes it a package's.
 *
 * <p>It is kept for a day, in the namespace where it was staged, and may be handed to another
 * process.
 *
 * @param id the store's name for it
 * @param length its bytes, up to 1 GiB
 * @param sha256 its SHA-256, 64 hexadecimal digits in lower case
 */
public record StagedArchive(String id, long length, String sha256) implements Serializable {
  public StagedArchive {
    Checks.id("staged archive id", id);
    ArchiveBytes.length(length);
    ArchiveBytes.sha256(sha256);
  }
}
