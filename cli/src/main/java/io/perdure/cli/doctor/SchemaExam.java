package io.perdure.cli.doctor;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaState;
import io.perdure.schema.SchemaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the schema is the one that this build works with. */
final class SchemaExam {
  private SchemaExam() {}

  static List<Finding> findings(SchemaStatus status, List<SchemaDifference> differences) {
    List<Finding> findings = new ArrayList<>();
    String state = status.state().name().toLowerCase(Locale.ROOT);
    findings.add(
        Finding.check(
            "schema",
            status.canWrite(),
            state + ", version " + status.found() + "; this build expects " + status.expected(),
            status.state() == SchemaState.NEWER ? "use a newer Perdure" : "perdure migrate"));
    if (!status.pending().isEmpty()) {
      findings.add(
          Finding.problem(
              "pending",
              status.pending().size() + ": " + String.join(", ", status.pending()),
              "perdure plan says what they do"));
    }
    differences.forEach(
        each ->
            findings.add(
                Finding.problem(
                    "difference", each.toString(), "find out who changed it; put it back")));
    if (differences.isEmpty() && status.canRead()) {
      findings.add(Finding.fine("differences", "none"));
    }
    return findings;
  }
}
