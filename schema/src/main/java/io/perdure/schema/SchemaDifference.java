package io.perdure.schema;

/**
 * One difference between the schema in a database and the expected one.
 *
 * @param kind whether something is missing, extra, or other than expected
 * @param subject what it is about: {@code table perdure_event}, {@code column perdure_event.seq}
 * @param expected what it should be; empty if it is extra
 * @param found what it is; empty if it is missing
 */
public record SchemaDifference(Kind kind, String subject, String expected, String found) {

  /** The sort of a difference. */
  public enum Kind {
    /** Expected, and not there. */
    MISSING,
    /** There, and not expected. */
    EXTRA,
    /** There, and other than expected. */
    DIFFERENT
  }

  /** One line for people. */
  @Override
  public String toString() {
    return switch (kind) {
      case MISSING -> subject + " is missing (" + expected + ")";
      case EXTRA -> subject + " is not expected (" + found + ")";
      case DIFFERENT -> subject + " should be " + expected + ", and is " + found;
    };
  }
}
