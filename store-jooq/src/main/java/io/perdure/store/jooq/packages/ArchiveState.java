package io.perdure.store.jooq.packages;

/** What an archive is at, as {@code perdure_archive} says it. */
enum ArchiveState {
  /** Its chunks are being written. */
  STAGING,
  /** It is complete, and no package has it yet. */
  STAGED,
  /** A package has it. */
  HELD,
  /** A package had it; whoever reads it may go on until it is collected. */
  DROPPED,
  /** Its chunks are being removed. */
  DOOMED
}
