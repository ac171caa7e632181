package io.perdure.store.tasks;

import io.perdure.store.internal.Checks;

/** What a claimant makes of a task. */
public sealed interface Outcome {
  /** It is done. */
  static Outcome completed() {
    return Simple.COMPLETED;
  }

  /** It must be attempted again, not before it is due then. */
  static Outcome retry(Due due) {
    return new Retry(due);
  }

  /** It is given up: a dead letter. */
  static Outcome failed(String reason) {
    return new Failed(reason);
  }

  /**
   * It was not begun, or left as if it had not: others may have it at once, as the same attempt.
   */
  static Outcome abandoned() {
    return Simple.ABANDONED;
  }

  /** Outcomes of which there is nothing to tell. */
  enum Simple implements Outcome {
    /** DONE. */
    COMPLETED,
    /** PENDING, with the attempt and the due time that it had. */
    ABANDONED
  }

  /**
   * PENDING, as the next attempt.
   *
   * @param due from when on it may be handed out
   */
  record Retry(Due due) implements Outcome {
    public Retry {
      Checks.present("due", due);
    }
  }

  /**
   * FAILED.
   *
   * @param reason for people; up to 8 KiB of UTF-8
   */
  record Failed(String reason) implements Outcome {
    public Failed {
      Checks.freeText("reason", reason);
    }
  }
}
