package io.perdure.store.jooq.packages;

import io.perdure.store.jooq.engine.Access;
import io.perdure.store.packages.Archive;
import io.perdure.store.packages.StoredPackage;
import java.io.InputStream;

/** The archive that a package had when it was asked for. */
final class StoredArchive implements Archive {
  private final Access access;
  private final String namespace;
  private final StoredPackage stored;
  private final String archive;

  StoredArchive(Access access, String namespace, StoredPackage stored, String archive) {
    this.access = access;
    this.namespace = namespace;
    this.stored = stored;
    this.archive = archive;
  }

  @Override
  public StoredPackage stored() {
    return stored;
  }

  @Override
  public InputStream newInputStream() {
    return new ArchiveStream(new ChunkReader(access, namespace, stored, archive));
  }

  @Override
  public String toString() {
    return "Archive[" + stored + "]";
  }
}
