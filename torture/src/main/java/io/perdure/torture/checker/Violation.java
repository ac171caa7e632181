package io.perdure.torture.checker;

/**
 * Something that must not be.
 *
 * @param law what is violated, as a short sentence
 * @param where the operation and its line in a log, or the row if no operation can be named
 * @param expected what should have been found
 * @param found what was
 */
public record Violation(String law, String where, String expected, String found) {
  @Override
  public String toString() {
    return law + ": " + where + ": expected " + expected + ", found " + found;
  }
}
