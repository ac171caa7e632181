package io.perdure.store.jooq.outputs;

import static io.perdure.tables.Tables.PERDURE_OUTPUT;
import static io.perdure.tables.Tables.PERDURE_OUTPUT_PARENT;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.outputs.Ancestor;
import io.perdure.store.outputs.OutputId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks from an output to what it was made from, one step of all its ways at a time. */
record Lineage(Session session, String namespace) {
  static final int MAX_DEPTH = 1000;
  private static final int MOST = 10_000;
  private static final int CHUNK = 500;

  List<Ancestor> of(OutputId id, int depth) {
    if (rows(List.of(id.value())).isEmpty()) {
      throw new NotFoundException("output", id.value());
    }
    List<Ancestor> ancestors = new ArrayList<>();
    Set<String> seen = new HashSet<>(List.of(id.value()));
    List<String> step = List.of(id.value());
    for (int steps = 1; steps <= depth && !step.isEmpty(); steps++) {
      List<String> next = new ArrayList<>();
      Map<String, List<String>> parents = parents(step);
      for (String child : step) {
        for (String parent : parents.getOrDefault(child, List.of())) {
          if (seen.add(parent)) {
            next.add(parent);
          }
        }
      }
      if (seen.size() > MOST) {
        throw new StoreUsageException(
            "output " + id + " has more than 10,000 ancestors: ask for fewer steps than " + depth);
      }
      Map<String, OutputRow> rows = rows(next);
      for (String parent : next) {
        OutputRow row = rows.get(parent);
        if (row == null) {
          throw new CorruptRecordException(
              OutputRow.TABLE, parent, "a parent that is not there", Optional.empty(), null);
        }
        ancestors.add(new Ancestor(row.entry(Optional.empty()), steps));
      }
      step = next;
    }
    return List.copyOf(ancestors);
  }

  /** The parents of each of them, in their order. */
  private Map<String, List<String>> parents(List<String> ids) {
    Map<String, List<String>> parents = new HashMap<>();
    for (List<String> chunk : chunks(ids)) {
      session
          .dsl()
          .select(PERDURE_OUTPUT_PARENT.ID, PERDURE_OUTPUT_PARENT.PARENT)
          .from(PERDURE_OUTPUT_PARENT)
          .where(PERDURE_OUTPUT_PARENT.NS.eq(namespace))
          .and(PERDURE_OUTPUT_PARENT.ID.in(chunk))
          .orderBy(PERDURE_OUTPUT_PARENT.ID, PERDURE_OUTPUT_PARENT.NO)
          .forEach(
              row ->
                  parents
                      .computeIfAbsent(row.value1(), child -> new ArrayList<>())
                      .add(parent(row.value1(), row.value2())));
    }
    return parents;
  }

  private static String parent(String child, @Nullable String parent) {
    return Corrupt.row(
        PERDURE_OUTPUT_PARENT.getName(),
        child,
        Optional.empty(),
        () -> Corrupt.present("parent", parent));
  }

  /** Those of the outputs that there are. */
  Map<String, OutputRow> rows(Collection<String> ids) {
    Map<String, OutputRow> rows = new HashMap<>();
    for (List<String> chunk : chunks(List.copyOf(ids))) {
      session
          .dsl()
          .select(OutputRow.COLUMNS)
          .from(PERDURE_OUTPUT)
          .where(PERDURE_OUTPUT.NS.eq(namespace))
          .and(PERDURE_OUTPUT.ID.in(chunk))
          .fetch(OutputRow::of)
          .forEach(row -> rows.put(row.id(), row));
    }
    return rows;
  }

  private static List<List<String>> chunks(List<String> ids) {
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      chunks.add(ids.subList(from, Math.min(from + CHUNK, ids.size())));
    }
    return chunks;
  }
}
