package io.perdure.store.history;

/**
 * What a workflow's marks say of it, and of each of its runs.
 *
 * <table>
 * <caption>The only legal marks, by the status before them</caption>
 * <tr><th>before</th><th>mark, and the status after it</th></tr>
 * <tr><td>none</td><td>started → RUNNING (run 1)</td></tr>
 * <tr><td>RUNNING</td><td>completed, failed, cancelled, terminated, timedOut, continuedAsNew → that;
 *   paused → PAUSED</td></tr>
 * <tr><td>PAUSED</td><td>resumed → RUNNING; completed, failed, cancelled, terminated, timedOut,
 *   continuedAsNew → that</td></tr>
 * <tr><td>any ended one</td><td>started → RUNNING (next run); reopened → RUNNING (same run)</td></tr>
 * </table>
 *
 * <p>Events without a mark are legal in every status.
 */
public enum WorkflowStatus {
  RUNNING,
  PAUSED,
  COMPLETED,
  FAILED,
  CANCELLED,
  TERMINATED,
  TIMED_OUT,
  CONTINUED_AS_NEW;

  /** Whether the run has ended: neither RUNNING nor PAUSED. */
  public boolean ended() {
    return this != RUNNING && this != PAUSED;
  }
}
