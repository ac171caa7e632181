package io.perdure.schema;

/**
 * The database could not be had for a migration within the patience: another migration is running,
 * or somebody reads or writes without an end what it has to lock. Nothing was changed; trying again
 * later is all that is needed.
 */
public final class SchemaBusyException extends SchemaException {
  private static final long serialVersionUID = 1L;

  SchemaBusyException(String message) {
    super(message);
  }
}
