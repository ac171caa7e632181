package io.perdure.store.packages;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import java.util.Optional;

/**
 * The packages of a namespace, for reading.
 *
 * <p>A package is stored by type and hash. A route says which hash of a type is on; it may point at
 * a version that is not stored. Types and hashes are opaque texts of 1 to 512 bytes of UTF-8 and
 * order by those bytes. A row that this library cannot have written is a {@link
 * CorruptRecordException}. Thread-safe, unless it was got from a transaction or a snapshot.
 */
public interface PackagesReader {
  /** The packages, without their archives, by when they were deployed, then type, then hash. */
  Page<StoredPackage> list(PageRequest page);

  /** The package of that type and hash, without its archive; empty if it is not stored. */
  Optional<StoredPackage> find(String type, String hash);

  /**
   * The archive of a package.
   *
   * @throws NotFoundException if the package is not stored
   */
  Archive archive(String type, String hash);

  /**
   * The archives of all packages, in the order of {@link #list}. A page says what they are; the
   * bytes are fetched when an archive is read.
   */
  Page<Archive> archives(PageRequest page);

  /** Where the type is routed; empty if it was never routed. */
  Optional<Route> route(String type);

  /** All routes, by type. */
  Page<Route> routes(PageRequest page);

  /**
   * Reads the whole archive and compares its SHA-256, as 64 hexadecimal digits in lower case, with
   * the hash: true for what {@link DeployedPackage#of} made and nobody has altered.
   *
   * @throws NotFoundException if the package is not stored
   * @throws CorruptRecordException if the archive is not the one that was put
   * @throws ArchiveGoneException if it was replaced or deleted meanwhile
   */
  boolean verify(String type, String hash);
}
