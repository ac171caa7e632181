package io.perdure.cli.temporal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A field of an exported event that the import reads; everything else is only kept. */
enum EventField {
  ID("eventId"),
  TIME("eventTime"),
  TYPE("eventType"),
  WORKFLOW("workflowExecutionStartedEventAttributes.workflowId"),
  WORKFLOW_TYPE("workflowExecutionStartedEventAttributes.workflowType.name"),
  RUN("workflowExecutionStartedEventAttributes.originalExecutionRunId"),
  FIRST_RUN("workflowExecutionStartedEventAttributes.firstExecutionRunId"),
  CONTINUED_RUN("workflowExecutionStartedEventAttributes.continuedExecutionRunId"),
  PARENT("workflowExecutionStartedEventAttributes.parentWorkflowExecution.workflowId"),
  FAILURE("workflowExecutionFailedEventAttributes.failure.message");

  private static final Map<List<String>, EventField> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toMap(EventField::path, Function.identity()));
  private static final Set<List<String>> PARENTS = parents();

  private final String display;

  EventField(String display) {
    this.display = display;
  }

  /** The field at that path of object keys, if it is one that is read. */
  static Optional<EventField> at(List<String> path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** Whether a field that is read lies below that path. */
  static boolean below(List<String> path) {
    return PARENTS.contains(path);
  }

  /** The path as people write it. */
  String display() {
    return display;
  }

  private List<String> path() {
    return Arrays.asList(display.split("\\.", -1));
  }

  private static Set<List<String>> parents() {
    Set<List<String>> parents = new HashSet<>();
    for (EventField field : values()) {
      for (int length = 1; length < field.path().size(); length++) {
        parents.add(field.path().subList(0, length));
      }
    }
    return Set.copyOf(parents);
  }
}
