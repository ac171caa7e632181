package io.perdure.conformance.tasks;

import java.util.List;

/**
 * One random operation on tasks.
 *
 * @param task which of a few tasks
 * @param hours an instant or a duration, in whole hours
 * @param claim which of the claims made before, counted from the last
 */
record TaskStep(Kind kind, int task, int hours, int claim) {
  /** The queue of them all, and how often it hands a task out. */
  static final String QUEUE = "q";

  static final int MAX_DELIVERIES = 3;

  /** The node that the last of the tasks is pinned to. */
  static final String NODE = "a";

  private static final int PINNED = 4;

  /** What is done. */
  enum Kind {
    ENQUEUE,
    ENQUEUE_OTHER,
    RECOVER,
    CLAIM,
    CLAIM_AGAIN,
    HEARTBEAT,
    COMPLETE,
    RETRY,
    FAIL,
    ABANDON,
    CANCEL_ALL,
    HOLD,
    RELEASE,
    REARM,
    REQUEUE,
    LIST,
    UNSETTLED,
    AWAIT,
    CLOCK
  }

  /** Steps that tell how all tasks stand. */
  static List<TaskStep> lists() {
    return List.of(new TaskStep(Kind.LIST, 0, 0, 0), new TaskStep(Kind.LIST, 1, 0, 0));
  }

  String key() {
    return "k" + task;
  }

  String workflow() {
    return workflow(task);
  }

  static String workflow(int task) {
    return task % 2 == 0 ? "even" : "odd";
  }

  boolean pinned() {
    return task == PINNED;
  }

  /** Whether a claim is for the node, too. */
  boolean onNode() {
    return claim == 0;
  }
}
