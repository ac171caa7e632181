package io.perdure.bench.places;

/**
 * What a server says of one statement. All but the first number are of one call.
 *
 * @param text the statement, with placeholders for values
 * @param calls how often it was called: in all, or for each run
 * @param planned microseconds of planning; 0 where a plan is kept
 * @param executed microseconds of execution, without what a commit takes
 * @param hit pages that were found in memory
 * @param read pages that were read from files
 * @param dirtied pages that were first changed since they were written
 * @param log bytes of write-ahead log
 */
public record StatementCost(
    String text,
    double calls,
    double planned,
    double executed,
    double hit,
    double read,
    double dirtied,
    double log) {
  /** The same, of which so many runs were made, by that name. */
  public StatementCost ofRuns(double runs, String name) {
    return new StatementCost(name, calls / runs, planned, executed, hit, read, dirtied, log);
  }
}
