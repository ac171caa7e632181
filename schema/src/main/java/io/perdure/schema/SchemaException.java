package io.perdure.schema;

/**
 * The schema could not be read, checked or changed.
 *
 * <p>What was being changed is as it was before: a migration happens whole or not at all.
 */
public class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what to do. */
  public SchemaException(String message) {
    super(message);
  }

  /** With the database's own words as the cause, in one line. */
  public SchemaException(String message, Throwable cause) {
    super(message + ": " + inOneLine(cause), cause);
  }

  private static String inOneLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", ", ");
  }
}
