package io.perdure.cli.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param state how it is
 * @param found what is there
 * @param advice what to do about a problem, or what else to know; possibly empty
 */
public record Finding(String check, State state, String found, String advice) {
  /** How something is. */
  public enum State {
    FINE,
    /** Nothing to do, but to know: something could not be seen, for instance. */
    NOTE,
    PROBLEM
  }

  static Finding fine(String check, String found) {
    return new Finding(check, State.FINE, found, "");
  }

  static Finding note(String check, String found, String remark) {
    return new Finding(check, State.NOTE, found, remark);
  }

  static Finding problem(String check, String found, String advice) {
    return new Finding(check, State.PROBLEM, found, advice);
  }

  /** Fine, or else a problem with that advice. */
  static Finding check(String check, boolean fine, String found, String advice) {
    return fine ? fine(check, found) : problem(check, found, advice);
  }
}
