package io.perdure.store;

/**
 * A key was used again with other content. Nothing was written. Not to be retried: one of the two
 * callers is wrong about what the key stands for.
 */
public final class IdempotencyConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String scope;
  private final Key key;

  public IdempotencyConflictException(String scope, Key key) {
    super(scope + ": key " + key + " was used before with other content", null);
    this.scope = scope;
    this.key = key;
  }

  /** Within what the key is unique, as readable text. */
  public String scope() {
    return scope;
  }

  public Key key() {
    return key;
  }
}
