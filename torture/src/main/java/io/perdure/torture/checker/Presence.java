package io.perdure.torture.checker;

/** What can be told from a store about one effect. */
enum Presence {
  /** It is not there. */
  ABSENT,
  /** It is there. */
  THERE,
  /** What came after it hides whether it was ever there. */
  HIDDEN
}
