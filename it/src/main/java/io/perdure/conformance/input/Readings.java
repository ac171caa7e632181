package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.RoomsReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.Archive;
import io.perdure.store.tasks.TaskKey;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/** Everything by which what {@link Everywhere} wrote of a text can be read. */
final class Readings {
  private static final PageRequest PAGE = PageRequest.first(9);

  /** The rooms that read a table, by the noun that its name begins with. */
  private static final Map<String, String> ROOMS =
      Map.ofEntries(
          Map.entry("archive", "packages"),
          Map.entry("body", "tasks documents outputs"),
          Map.entry("document", "documents"),
          Map.entry("event", "history"),
          Map.entry("lease", "leases"),
          Map.entry("once", "history"),
          Map.entry("output", "outputs"),
          Map.entry("package", "packages"),
          Map.entry("route", "packages"),
          Map.entry("run", "history"),
          Map.entry("task", "tasks"),
          Map.entry("timer", "timers"),
          Map.entry("workflow", "history"));

  private final RoomsReader store;
  private final String text;
  private final WorkflowId workflow;
  private final OutputId output;
  private final Map<String, Callable<Object>> reads = new LinkedHashMap<>();
  private final Map<String, Callable<Object>> sums = new LinkedHashMap<>();
  private final Map<String, Function<PageRequest, Page<?>>> lists = new LinkedHashMap<>();

  private Readings(RoomsReader store, String text) {
    this.store = store;
    this.text = text;
    this.workflow = WorkflowId.of(text);
    this.output = store.outputs().latest(Latest.of(text)).orElseThrow().id();
  }

  /** For each table that a room reads, what reads it. */
  static Map<String, Readings> of(RoomsReader store, String text, List<String> tables) {
    Map<String, Readings> readings = new LinkedHashMap<>();
    for (String table : tables) {
      String rooms = ROOMS.getOrDefault(table.split("_", -1)[1], "");
      assertThat(rooms).as("the room of %s: say it in ROOMS", table).isNotEmpty();
      Readings of = new Readings(store, text);
      of.add(rooms);
      readings.put(table, of);
    }
    return readings;
  }

  /** All of them, by name; a list is read to its end. */
  Map<String, Callable<Object>> all() {
    Map<String, Callable<Object>> all = new LinkedHashMap<>(reads);
    all.putAll(sums);
    lists.forEach((name, list) -> all.put(name, () -> whole(list)));
    return all;
  }

  /** Those that read what is named so, and nothing else, by name. */
  Map<String, Callable<Object>> named() {
    return reads;
  }

  /** What lists answer, by name, read on behind each row that is corrupt. */
  Map<String, List<Object>> listed() {
    Map<String, List<Object>> listed = new LinkedHashMap<>();
    lists.forEach((name, list) -> listed.put(name, readOn(1, list, corrupt -> {})));
    return listed;
  }

  private static List<Object> whole(Function<PageRequest, Page<?>> list) {
    List<Object> entries = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PAGE);
    while (request.isPresent()) {
      Page<?> page = list.apply(request.get());
      entries.addAll(page.entries());
      request = page.next().map(PAGE::after);
    }
    return entries;
  }

  /** What a list answers, read on behind each row that is corrupt. */
  static List<Object> readOn(
      int pageSize,
      Function<PageRequest, Page<?>> list,
      Consumer<CorruptRecordException> otherwise) {
    List<Object> entries = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(pageSize));
    while (request.isPresent()) {
      PageRequest now = request.get();
      Optional<PageToken> next;
      try {
        Page<?> page = list.apply(now);
        entries.addAll(page.entries());
        next = page.next();
      } catch (CorruptRecordException corrupt) {
        otherwise.accept(corrupt);
        next = corrupt.next();
      }
      request = next.map(now::after);
    }
    return entries;
  }

  private void add(String rooms) {
    if (rooms.contains("history")) {
      history();
    }
    if (rooms.contains("timers")) {
      timers();
    }
    if (rooms.contains("tasks")) {
      tasks();
    }
    if (rooms.contains("packages")) {
      packages();
    }
    if (rooms.contains("outputs")) {
      outputs();
    }
    if (rooms.contains("leases")) {
      reads.put("lease", () -> store.leases().find(text));
    }
    if (rooms.contains("documents")) {
      reads.put("document", () -> store.documents().find(text));
      reads.put("revision", () -> store.documents().revision(text));
      lists.put("documents", store.documents()::list);
    }
  }

  private void history() {
    reads.put("head", () -> store.history().head(workflow));
    reads.put("read", () -> store.history().read(workflow));
    reads.put("find", () -> store.history().find(workflow));
    reads.put("runs", () -> store.history().runs(workflow));
    lists.put("list", page -> store.history().list(WorkflowFilter.all(), page));
    lists.put("ids", store.history()::ids);
  }

  private void timers() {
    reads.put("timer", () -> store.timers().find(workflow, text));
    sums.put("nextDue", () -> store.timers().nextDue());
    lists.put("timers", page -> store.timers().list(workflow, page));
    lists.put("due", page -> store.timers().due(AT.plus(Duration.ofDays(80_000)), page));
  }

  private void tasks() {
    reads.put("task", () -> store.tasks().find(TaskKey.of(workflow, text)));
    reads.put("payload", () -> store.tasks().findPayload(TaskKey.of(workflow, text)));
    reads.put("failed task", () -> store.tasks().find(TaskKey.of(text)));
    reads.put("payload of it", () -> store.tasks().findPayload(TaskKey.of(text)));
    reads.put("max", () -> store.tasks().maxDeliveries(text));
    lists.put("tasks", page -> store.tasks().list(workflow, page));
    lists.put("deadLetters", store.tasks()::deadLetters);
    lists.put("unsettled", store.tasks()::unsettledWorkflows);
    lists.put("held", store.tasks()::heldWorkflows);
    lists.put("scopes", store.tasks()::pendingScopes);
    lists.put("counts", store.tasks()::counts);
  }

  private void packages() {
    reads.put("package", () -> store.packages().find(text, text));
    reads.put("archive", () -> bytes(store.packages().archive(text, text)));
    reads.put("route", () -> store.packages().route(text));
    lists.put("packages", store.packages()::list);
    lists.put("routes", store.packages()::routes);
  }

  private void outputs() {
    reads.put("output", () -> store.outputs().find(output));
    reads.put("latest", () -> store.outputs().latest(Latest.of(text)));
    reads.put("lineage", () -> store.outputs().lineage(output, 9));
    lists.put("outputs", page -> store.outputs().list(TaskAttempt.of(text, 1), page));
  }

  private static Object bytes(Archive archive) throws Exception {
    try (InputStream in = archive.newInputStream()) {
      return Payload.of(in.readAllBytes());
    }
  }
}
