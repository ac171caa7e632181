package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Administration.NamespaceCounts;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G9", "H13"})
@DisplayName("A list that is read page by page")
public abstract class PagingSuite {
  private static final long PAGE_BYTES = 8L << 20;

  @Test
  @DisplayName("has pages of the size that was asked for, and says when there is no further one")
  void sizes(Perdure perdure, Store store) {
    for (int i = 0; i < 10; i++) {
      start(store, "w" + i, AT.plusSeconds(i));
      perdure.namespace("n" + i).history().append(workflow("w"), 0, event("a"));
    }

    assertThat(sizesOf(2, store.history()::ids)).containsExactly(2, 2, 2, 2, 2);
    assertThat(sizesOf(4, store.history()::active)).containsExactly(4, 4, 2);
    assertThat(sizesOf(10, store.history()::active)).containsExactly(10);
    assertThat(sizesOf(10_000, store.history()::ids)).containsExactly(10);
    assertThat(sizesOf(4, perdure.administration()::namespaces)).containsExactly(4, 4, 3);
    assertThat(sizesOf(3, store.history()::paused)).containsExactly(0);
  }

  @Test
  @DisplayName("neither skips nor repeats what was there, whatever is inserted meanwhile")
  void insertsMeanwhile(Store store) {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      before.add("w-" + (100 + i));
      start(store, "w-" + (100 + i), AT.plusSeconds(i / 2));
    }

    List<String> listed = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    Optional<PageRequest> list = Optional.of(PageRequest.first(3));
    Optional<PageRequest> id = Optional.of(PageRequest.first(3));
    int round = 0;
    while (list.isPresent() || id.isPresent()) {
      if (list.isPresent()) {
        Page<Workflow> page = store.history().list(WorkflowFilter.all(), list.get());
        page.forEach(workflow -> listed.add(workflow.id().value()));
        list = page.next().map(list.get()::after);
      }
      if (id.isPresent()) {
        Page<WorkflowId> page = store.history().ids(id.get());
        page.forEach(workflow -> ids.add(workflow.value()));
        id = page.next().map(id.get()::after);
      }
      insertEverywhere(store, round++);
    }

    assertThat(listed).doesNotHaveDuplicates().containsAll(before);
    assertThat(ids).doesNotHaveDuplicates().containsAll(before).isSorted();
  }

  @Test
  @DisplayName("neither skips nor repeats those whose status does not change, while others' do")
  void statusesMeanwhile(Store store) {
    for (int i = 0; i < 30; i++) {
      start(store, "w" + (10 + i), AT.plusSeconds(i));
    }

    List<String> seen = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(4));
    for (int round = 0; request.isPresent(); round++) {
      Page<Workflow> page = store.history().active(request.get());
      page.forEach(workflow -> seen.add(workflow.id().value()));
      request = page.next().map(request.get()::after);
      String id = "w" + (10 + 7 * (round + 1) % 30);
      if (!ended.contains(id)) {
        ended.add(id);
        store.history().append(workflow(id), 1, marked(Mark.completed()));
      }
    }

    List<String> stayed =
        Dump.list(store.history(), WorkflowFilter.all().status(WorkflowStatus.RUNNING), 1000)
            .stream()
            .map(workflow -> workflow.id().value())
            .toList();
    assertThat(seen).doesNotHaveDuplicates().containsAll(stayed);
  }

  @Test
  @DisplayName("ends a page at 8 MiB, counted in bytes, and goes on behind it")
  void eightMebibytes(Store store) {
    String reason = "\u5728".repeat(2730);
    int workflows = 1100;
    store.transact(tx -> fail(tx, workflows, reason));

    List<String> all = new ArrayList<>();
    PageRequest request = PageRequest.first(10_000);
    Optional<PageToken> next;
    do {
      Page<Workflow> page = store.history().list(WorkflowFilter.all(), request);
      assertThat(page.entries()).isNotEmpty();
      assertThat(page.entries().stream().mapToLong(PagingSuite::bytes).sum())
          .isLessThanOrEqualTo(PAGE_BYTES);
      page.forEach(workflow -> all.add(workflow.id().value()));
      next = page.next();
      request = next.map(request::after).orElse(request);
    } while (next.isPresent());

    assertThat(all).hasSize(workflows).doesNotHaveDuplicates();
    assertThat(all).isSorted();
  }

  @Test
  @DisplayName("is in one total order, the same for every page size")
  void totalOrder(Store store) {
    for (int i = 0; i < 30; i++) {
      start(store, "w" + (i * 7 % 30), AT.plusSeconds(i % 3));
    }
    List<Workflow> whole = Dump.list(store.history(), WorkflowFilter.all(), 10_000);

    for (int size = 1; size <= 31; size++) {
      assertThat(Dump.list(store.history(), WorkflowFilter.all(), size)).isEqualTo(whole);
    }
  }

  @Test
  @Clause("X4")
  @DisplayName("may be read in a transaction and in a snapshot, with tokens of either")
  void tokensAnywhere(Store store) {
    for (int i = 0; i < 6; i++) {
      start(store, "w" + i, AT.plusSeconds(i));
    }
    PageRequest two = PageRequest.first(2);

    PageToken first = store.history().active(two).next().orElseThrow();
    PageToken second =
        store.snapshot(s -> s.history().active(two.after(first)).next().orElseThrow());
    Page<Workflow> last = store.transact(tx -> tx.history().active(two.after(second)));

    assertThat(last.entries()).extracting(w -> w.id().value()).containsExactly("w1", "w0");
    assertThat(last.next()).isEmpty();
  }

  @Test
  @Clause("G11")
  @DisplayName("of namespaces counts each once")
  void namespaces(Perdure perdure) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      names.add("n" + (100 + i));
      perdure.namespace("n" + (100 + i)).history().append(workflow("w"), 0, event("a"));
    }

    for (int size : new int[] {1, 4, 25, 100}) {
      assertThat(Dump.all(size, perdure.administration()::namespaces))
          .extracting(NamespaceCounts::namespace)
          .isEqualTo(names);
    }
  }

  private static <T> List<Integer> sizesOf(int size, Function<PageRequest, Page<T>> list) {
    List<Integer> sizes = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(size));
    while (request.isPresent()) {
      Page<T> page = list.apply(request.get());
      sizes.add(page.entries().size());
      request = page.next().map(request.get()::after);
    }
    return sizes;
  }

  /** Before, among and behind what is there, in the order of both lists. */
  private static void insertEverywhere(Store store, int round) {
    start(store, "a-" + round, AT.minusSeconds(round + 1));
    start(store, "w-" + (100 + round) + "-in", AT.plusSeconds(round % 20));
    start(store, "z-" + round, AT.plusSeconds(100 + round));
  }

  private static int fail(Transaction tx, int workflows, String reason) {
    for (int i = 0; i < workflows; i++) {
      tx.history()
          .append(
              workflow("w" + (1000 + i)),
              0,
              marked(Mark.started("t")),
              marked(Mark.failed(reason)));
    }
    return workflows;
  }

  private static long bytes(Workflow workflow) {
    return workflow
        .lifecycle()
        .flatMap(Workflow.Lifecycle::failure)
        .map(failure -> failure.getBytes(StandardCharsets.UTF_8).length)
        .orElse(0);
  }

  private static void start(Store store, String id, Instant at) {
    store.history().append(workflow(id), 0, marked(Mark.started("t"), at));
  }
}
