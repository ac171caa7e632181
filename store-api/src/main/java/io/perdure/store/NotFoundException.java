package io.perdure.store;

/**
 * There is nothing under the key that was asked for; the {@code find} of the room answers empty.
 */
public final class NotFoundException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String key;

  /**
   * What was asked for, and under which key.
   *
   * @param kind a word for what it is, like {@code document}
   */
  public NotFoundException(String kind, String key) {
    super("no " + kind + " " + key, null);
    this.kind = kind;
    this.key = key;
  }

  /** What was asked for, like {@code document}. */
  public String kind() {
    return kind;
  }

  /** Its key, as readable text. */
  public String key() {
    return key;
  }
}
