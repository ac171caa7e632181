package io.perdure.conformance.outputs;

import static io.perdure.conformance.outputs.SampleOutputs.TASK;
import static io.perdure.conformance.outputs.SampleOutputs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Key;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("A stored output")
public abstract class StoredOutputsSuite {
  @Test
  @Clause({"O5", "G9"})
  @DisplayName("is listed with those of its attempt in the order of insertion, page by page")
  void lists(Store store) {
    Outputs outputs = store.outputs();
    List<OutputId> inOrder = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      inOrder.add(outputs.append(NewOutput.of(TASK, "p" + i % 3, OutputKind.PARTIAL)));
      outputs.append(NewOutput.of(TaskAttempt.of("summarize", 2), "p", OutputKind.PARTIAL));
      outputs.append(NewOutput.of(TaskAttempt.of("other", 1), "p", OutputKind.PARTIAL));
    }
    for (int size : new int[] {1, 4, 25, 1000}) {
      assertThat(Dump.all(size, page -> outputs.list(TASK, page)))
          .extracting(OutputEntry::id)
          .isEqualTo(inOrder);
    }
    PageRequest request = PageRequest.first(20);
    PageRequest next = request.after(outputs.list(TASK, request).next().orElseThrow());
    inOrder.add(outputs.append(progress()));
    assertThat(outputs.list(TASK, next).entries())
        .extracting(OutputEntry::id)
        .isEqualTo(inOrder.subList(20, 26));
    assertThatThrownBy(() -> outputs.list(TaskAttempt.of("summarize", 2), next))
        .hasMessageContaining("another list");
  }

  @Test
  @Clause("O5")
  @DisplayName("is listed with what it has, but without its bytes")
  void entries(Store store) {
    Outputs outputs = store.outputs();
    Content.Reference reference = new Content.Reference("x:y", Optional.of(7L), Optional.empty());
    outputs.append(NewOutput.of(TASK, "p", OutputKind.ARTIFACT).payload(Payload.json("[]")));
    outputs.append(NewOutput.of(TASK, "p", OutputKind.ARTIFACT).content(reference).name("n"));

    List<OutputEntry> entries = outputs.list(TASK, PageRequest.first(9)).entries();

    assertThat(entries.get(0).inline()).contains(new OutputEntry.Stored(Payload.JSON, 2));
    assertThat(entries.get(0).reference()).isEmpty();
    assertThat(entries.get(1).inline()).isEmpty();
    assertThat(entries.get(1).reference()).contains(reference);
    assertThat(entries.get(1).name()).contains("n");
  }

  @Test
  @Clause("G10")
  @DisplayName("whose rows say nonsense is a corrupt record, behind which a list goes on")
  void corrupt(Database database) throws Exception {
    Outputs outputs = database.store().outputs();
    OutputId parent = outputs.append(progress());
    OutputId torn = outputs.append(progress().payload(Payload.of(new byte[3 << 20])));
    OutputId odd = outputs.append(progress());
    OutputId orphan = outputs.append(progress().parents(parent, torn));
    Spoil.rows(database, "delete from perdure_body where owner = ? and no = 2", torn.value());
    Spoil.rows(database, "update perdure_output set kind = 'NEW' where id = ?", odd.value());
    Spoil.rows(
        database, "delete from perdure_output_parent where id = ? and no = 0", orphan.value());

    for (OutputId id : List.of(torn, odd, orphan)) {
      assertThatThrownBy(() -> outputs.find(id))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining(id.value());
    }
    PageRequest request = PageRequest.first(10);
    PageRequest second = request.after(outputs.list(TASK, request).next().orElseThrow());
    assertThatThrownBy(() -> outputs.list(TASK, second))
        .isInstanceOfSatisfying(
            CorruptRecordException.class,
            met ->
                assertThat(outputs.list(TASK, request.after(met.next().orElseThrow())).entries())
                    .extracting(OutputEntry::id)
                    .containsExactly(orphan));
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause("O9")
  @DisplayName("is there after reopening, and the order goes on behind it")
  void reopened(Database database) {
    Outputs outputs = database.store().outputs();
    OutputId first = outputs.append(progress().payload(Payload.of(new byte[2 << 20])));
    OutputId second = outputs.append(progress().parents(first).key(Key.of("k")));
    Output before = outputs.get(second);

    Outputs again = database.reopen().namespace("shop").outputs();
    OutputId third = again.append(progress());

    assertThat(again.get(second)).isEqualTo(before);
    assertThat(again.append(progress().parents(first).key(Key.of("k")))).isEqualTo(second);
    assertThat(again.list(TASK, PageRequest.first(9)).entries())
        .extracting(OutputEntry::id)
        .containsExactly(first, second, third);
  }
}
