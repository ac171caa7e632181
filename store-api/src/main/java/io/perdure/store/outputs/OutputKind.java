package io.perdure.store.outputs;

/** What an output is to those who wait for it. */
public enum OutputKind {
  /** How far the producer is. */
  PROGRESS,
  /** A part of what is being produced. */
  PARTIAL,
  /** Something that stands for itself. */
  ARTIFACT,
  /** The end, and it was reached. */
  SUCCEEDED,
  /** The end, and it was missed. */
  FAILED;

  /** Whether it is an end: nothing more is expected of its producer. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
