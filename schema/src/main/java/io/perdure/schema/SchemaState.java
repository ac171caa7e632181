package io.perdure.schema;

/** How the schema that was found stands to the one that this code expects. */
public enum SchemaState {
  /** There is none. */
  ABSENT,

  /** Changes that this code needs are missing. */
  OLDER,

  /** Exactly the expected one. */
  CURRENT,

  /** All that this code expects, and changes that it does not know. */
  NEWER
}
