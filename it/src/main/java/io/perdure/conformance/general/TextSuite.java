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
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G1")
@DisplayName("Text")
public abstract class TextSuite {
  private static final List<String> TRICKY = Texts.TRICKY;

  @Test
  @DisplayName("of ids is told apart and ordered by the bytes of its UTF-8, in pages of any size")
  void idsInByteOrder(Store store) {
    appendToAll(store);

    for (int pageSize : new int[] {1, 7, 1000}) {
      assertThat(Dump.ids(store.history(), pageSize).stream().map(WorkflowId::value))
          .containsExactlyElementsOf(Texts.inByteOrder(TRICKY));
    }
    for (int i = 0; i < TRICKY.size(); i++) {
      assertThat(store.history().read(workflow(TRICKY.get(i))))
          .extracting(Event::type)
          .containsExactly("started", "of " + i);
    }
  }

  @Test
  @Clause("H13")
  @DisplayName("of ids orders by its bytes those that started at the same instant")
  void tiesInByteOrder(Store store) {
    appendToAll(store);

    for (int pageSize : new int[] {1, 7, 1000}) {
      assertThat(Dump.list(store.history(), WorkflowFilter.all(), pageSize))
          .extracting(w -> w.id().value())
          .containsExactlyElementsOf(Texts.inByteOrder(TRICKY));
    }
  }

  @Test
  @Clause("H7")
  @DisplayName("of types, content types, run ids, parents and reasons comes back as it was")
  void everyTextComesBack(Store store) {
    store.transact(
        tx -> {
          for (String text : TRICKY) {
            Mark.Started start = Mark.started(text).run(RunId.of(text)).parent(workflow(text));
            Payload payload = new Payload(Bytes.utf8(text), text);
            tx.history()
                .append(
                    workflow("w" + text),
                    0,
                    NewEvent.of(text, payload, AT).mark(start),
                    marked(Mark.failed(text)));
          }
          return TRICKY.size();
        });

    for (String text : TRICKY) {
      WorkflowId id = workflow("w" + text);
      Event first = store.history().read(id).get(0);
      assertThat(first.type()).isEqualTo(text);
      assertThat(first.payload().contentType()).isEqualTo(text);
      assertThat(first.payload().bytes().toUtf8()).isEqualTo(text);
      Run run = store.history().runs(id).get(0);
      assertThat(run.id().value()).isEqualTo(text);
      assertThat(run.type()).isEqualTo(text);
      assertThat(run.failure()).contains(text);
      Workflow.Lifecycle life = store.history().find(id).orElseThrow().lifecycle().orElseThrow();
      assertThat(life.type()).isEqualTo(text);
      assertThat(life.parent()).contains(workflow(text));
      assertThat(life.failure()).contains(text);
      assertThat(Dump.list(store.history(), WorkflowFilter.all().type(text), 10))
          .extracting(Workflow::id)
          .containsExactly(id);
      assertThat(Dump.list(store.history(), WorkflowFilter.all().parent(workflow(text)), 10))
          .extracting(Workflow::id)
          .containsExactly(id);
    }
  }

  @Test
  @DisplayName("of reasons may be empty, or 8 KiB")
  void reasons(Store store) {
    String longest = "\ud83d\ude00".repeat(2048);
    store
        .history()
        .append(workflow("empty"), 0, marked(Mark.started("t")), marked(Mark.failed("")));
    store
        .history()
        .append(workflow("long"), 0, marked(Mark.started("t")), marked(Mark.failed(longest)));

    assertThat(store.history().runs(workflow("empty")).get(0).failure()).contains("");
    assertThat(store.history().runs(workflow("long")).get(0).failure()).contains(longest);
  }

  @Test
  @DisplayName("of the greatest length, 512 bytes in one to four bytes each, is taken everywhere")
  void longest(Store store) {
    for (String character : List.of("a", "\u00e9", "\uff41", "\ud83d\ude00")) {
      String text = Samples.bytes(512, character);
      WorkflowId id = workflow(text);
      NewEvent event =
          NewEvent.of(text, new Payload(Bytes.empty(), text), AT)
              .mark(Mark.started(text).run(RunId.of(text)).parent(id));
      store.history().append(Append.to(id).events(event).key(Key.of(text)));

      assertThat(store.history().read(id)).extracting(Event::type).containsExactly(text);
      assertThat(store.history().runs(id)).extracting(r -> r.id().value()).containsExactly(text);
      assertThat(store.history().find(id)).isPresent();
    }
    assertThat(Dump.ids(store.history(), 1)).hasSize(4);
    assertThat(Dump.list(store.history(), WorkflowFilter.all(), 1)).hasSize(4);
  }

  @Test
  @Clause("G11")
  @DisplayName("of namespaces is told apart and ordered by the bytes of its UTF-8")
  void namespaces(Perdure perdure) {
    for (String text : TRICKY) {
      perdure.namespace(text).history().append(workflow("w"), 0, event("of " + text));
    }

    assertThat(Dump.all(9, perdure.administration()::namespaces))
        .extracting(NamespaceCounts::namespace)
        .containsExactlyElementsOf(Texts.inByteOrder(TRICKY));
    for (String text : TRICKY) {
      assertThat(perdure.namespace(text).history().read(workflow("w")))
          .extracting(Event::type)
          .containsExactly("of " + text);
    }
  }

  private static void appendToAll(Store store) {
    store.transact(
        tx -> {
          for (int i = 0; i < TRICKY.size(); i++) {
            tx.history()
                .append(workflow(TRICKY.get(i)), 0, marked(Mark.started("t")), event("of " + i));
          }
          return TRICKY.size();
        });
  }
}
