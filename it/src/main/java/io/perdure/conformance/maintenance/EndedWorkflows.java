package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.conformance.general.Dump;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import java.time.Instant;
import java.util.List;

/** Workflows that have ended, for prunes to remove. */
final class EndedWorkflows {
  /** After the end of those that ended at {@code AT}. */
  static final Instant LATER = AT.plusNanos(1);

  /** Removes those. */
  static final Prune ALL = Prune.atMost(100).ended(Cutoff.before(LATER));

  private EndedWorkflows() {}

  /** A workflow of two events that ended then. */
  static void ended(Store store, String id, Mark end, Instant at) {
    store.history().append(workflow(id), 0, marked(Mark.started("t"), AT), marked(end, at));
  }

  /** Those that are there, by their ids. */
  static List<String> ids(Store store) {
    return Dump.ids(store.history(), 100).stream().map(WorkflowId::value).toList();
  }
}
