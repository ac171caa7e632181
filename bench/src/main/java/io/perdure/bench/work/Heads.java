package io.perdure.bench.work;

/** The workflows of one caller, taken in turns, and their heads. Used by one thread at a time. */
public final class Heads {
  /** How many workflows a caller has. */
  public static final int WORKFLOWS = 64;

  private final String[] workflows = new String[WORKFLOWS];
  private final long[] heads = new long[WORKFLOWS];
  private int next;

  /** Workflows from that number on, without events so far. */
  public Heads(long first) {
    for (int i = 0; i < WORKFLOWS; i++) {
      workflows[i] = Inputs.workflow(first + i);
    }
  }

  /** The workflow whose turn it is. */
  public String workflow() {
    return workflows[next];
  }

  /** Its head. */
  public long head() {
    return heads[next];
  }

  /** So many events were appended to it; it is the next one's turn. */
  public void appended(int events) {
    heads[next] += events;
    next = (next + 1) % WORKFLOWS;
  }
}
