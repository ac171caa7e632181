package io.perdure.store.packages;

import io.perdure.store.Bytes;
import io.perdure.store.NotFoundException;
import io.perdure.store.StoreUsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The packages of a namespace, for reading and writing.
 *
 * <p>Small archives are put as {@link Bytes}, anywhere. Large ones, up to 1 GiB, come from a stream
 * and in two steps, so that the write lock is never held while the caller's stream is read: {@link
 * #stage} stores the bytes, chunk by chunk in short transactions, where nobody can see them; {@link
 * #put(DeployedPackage, StagedArchive, List)} makes them a package's in one short transaction, also
 * together with other rooms. On the store, {@link #put(DeployedPackage, InputStream, List)} does
 * both.
 *
 * <p><b>What becomes of archives that nobody needs.</b> An archive that was replaced or deleted is
 * kept for an hour for those who still read it; one that was staged and never put, or whose staging
 * was given up, for a day after its last sign of life. Then it may be collected: {@link #collect}
 * removes it in transactions of a few chunks each, and {@link #stage}, {@code put} and {@link
 * #delete} on the store do some of that before their own work: twice what is put and a little more,
 * so that it does not grow. Where a namespace is no longer written to, a maintenance job should.
 */
public interface Packages extends PackagesReader {
  /**
   * Stores the bytes of the stream, up to its end, where nobody can see them. The stream is read
   * without a connection or a transaction, and not closed.
   *
   * <p>If this throws, what was stored is removed, or if that is impossible too (the process was
   * killed, the database is out of reach) collected after a day.
   *
   * @throws IOException what the stream throws
   * @throws IllegalArgumentException if the stream has more than 1 GiB
   * @throws NotFoundException if the stream gave nothing for a day, and what was stored was
   *     collected
   * @throws StoreUsageException in a transaction: stage before it begins
   */
  StagedArchive stage(InputStream archive) throws IOException;

  /**
   * Stores the package with a staged archive, and points the routes of its type and of the further
   * types at it, all at once. If it is stored already, archive and time are replaced; where the
   * bytes are the same, the archive that is there is kept.
   *
   * <p>Again with the same staged archive changes nothing more. A staged archive is of one package:
   * another package needs a staging of its own.
   *
   * @param types further types to be routed to the package's hash; at most 1 000
   * @throws NotFoundException if the archive is not staged in this namespace, or was collected
   * @throws StoreUsageException if it was put as another package
   */
  void put(DeployedPackage deployed, StagedArchive archive, List<String> types);

  /** As {@link #put(DeployedPackage, StagedArchive, List)}, with no further types. */
  default void put(DeployedPackage deployed, StagedArchive archive) {
    put(deployed, archive, List.of());
  }

  /**
   * Stores the package with those bytes, and points the routes of its type and of the further types
   * at it, all at once. If it is stored already, archive and time are replaced; where the bytes are
   * the same, the archive that is there is kept.
   *
   * @param archive as many bytes as a payload may have: 16 MiB unless set
   * @param types further types to be routed to the package's hash; at most 1 000
   */
  void put(DeployedPackage deployed, Bytes archive, List<String> types);

  /** As {@link #put(DeployedPackage, Bytes, List)}, with no further types. */
  default void put(DeployedPackage deployed, Bytes archive) {
    put(deployed, archive, List.of());
  }

  /**
   * Stages the stream and puts it: nobody sees anything of it before all of it is stored, and
   * nothing is left of it if this throws. See {@link #stage} for the stream's part.
   *
   * @param types further types to be routed to the package's hash; at most 1 000
   * @throws IOException what the stream throws
   * @throws IllegalArgumentException if the stream has more than 1 GiB
   * @throws StoreUsageException in a transaction: stage before it begins
   */
  void put(DeployedPackage deployed, InputStream archive, List<String> types) throws IOException;

  /** As {@link #put(DeployedPackage, InputStream, List)}, with no further types. */
  default void put(DeployedPackage deployed, InputStream archive) throws IOException {
    put(deployed, archive, List.of());
  }

  /** Removes the package; routes that point at it stay. One that is not stored is a no-op. */
  void delete(String type, String hash);

  /**
   * Points the type's route at that version, which need not be stored. Where it points there
   * already, a no-op.
   */
  void pointRoute(String type, String hash);

  /**
   * Gives up a staged archive: it may be collected at once. One that was put, or is gone, is left
   * as it is.
   */
  void discard(StagedArchive archive);

  /**
   * Removes chunks (of 1 MiB) of archives that nobody needs any more, in transactions of a few
   * chunks each: the hook for maintenance. It can be stopped at any time and goes on where it was.
   *
   * @param limit the most chunks to remove, 1 to 10 000
   * @return the chunks that were removed; fewer than the limit if nothing else can be collected now
   * @throws StoreUsageException in a transaction
   */
  int collect(int limit);
}
