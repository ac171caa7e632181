package io.perdure.cli.temporal;

import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What Temporal's lifecycle events say as marks. Events of every other type carry none. */
final class Marks {
  private static final String PREFIX = "EVENT_TYPE_";
  private static final String STARTED = "WorkflowExecutionStarted";

  /** The most bytes of UTF-8 that the store takes for a reason. */
  private static final int MAX_REASON_BYTES = 8192;

  private Marks() {}

  /** Whether an event of that type, in either spelling, starts an execution. */
  static boolean starts(String type) {
    return camelCase(type).equals(STARTED);
  }

  /** The mark of an event of that type, in either spelling, with those fields. */
  static Optional<Mark> of(String type, EventFields fields) throws RefusedException {
    return switch (camelCase(type)) {
      case STARTED -> Optional.of(started(fields));
      case "WorkflowExecutionCompleted" -> Optional.of(Mark.completed());
      case "WorkflowExecutionFailed" ->
          Optional.of(Mark.failed(reason(fields.find(EventField.FAILURE).orElse(""))));
      case "WorkflowExecutionCanceled" -> Optional.of(Mark.cancelled());
      case "WorkflowExecutionTerminated" -> Optional.of(Mark.terminated());
      case "WorkflowExecutionTimedOut" -> Optional.of(Mark.timedOut());
      case "WorkflowExecutionContinuedAsNew" -> Optional.of(Mark.continuedAsNew());
      case "WorkflowExecutionPaused" -> Optional.of(Mark.paused());
      case "WorkflowExecutionUnpaused" -> Optional.of(Mark.resumed());
      default -> Optional.empty();
    };
  }

  private static Mark started(EventFields fields) throws RefusedException {
    return new Mark.Started(
        fields.get(EventField.WORKFLOW_TYPE),
        runId(fields).map(RunId::of),
        fields.find(EventField.PARENT).map(WorkflowId::of));
  }

  /**
   * The run's own id. {@code firstExecutionRunId} names the first run of the chain, so it is this
   * one only if nothing was continued.
   */
  private static Optional<String> runId(EventFields fields) {
    Optional<String> own = fields.find(EventField.RUN);
    if (own.isPresent() || fields.find(EventField.CONTINUED_RUN).isPresent()) {
      return own;
    }
    return fields.find(EventField.FIRST_RUN);
  }

  /**
   * The message as a failure's reason: what a reason cannot hold (U+0000, unpaired surrogates)
   * becomes U+FFFD, and what is over its limit is cut. The payload keeps the message as it was.
   */
  private static String reason(String message) {
    StringBuilder reason = new StringBuilder(Math.min(message.length(), MAX_REASON_BYTES));
    int bytes = 0;
    for (int point : message.codePoints().toArray()) {
      boolean sayable = point != 0 && !(point >= 0xD800 && point <= 0xDFFF);
      String text = Character.toString(sayable ? point : 0xFFFD);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_REASON_BYTES) {
        break;
      }
      reason.append(text);
    }
    return reason.toString();
  }

  /** {@code EVENT_TYPE_TIMER_FIRED} as {@code TimerFired}; every other text as it is. */
  private static String camelCase(String type) {
    if (!type.startsWith(PREFIX)) {
      return type;
    }
    StringBuilder camel = new StringBuilder();
    for (String word : type.substring(PREFIX.length()).split("_", -1)) {
      if (!word.isEmpty()) {
        camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return camel.toString();
  }
}
