package io.perdure.conformance.outputs;

import static io.perdure.conformance.general.Samples.bytes;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static io.perdure.conformance.outputs.SampleOutputs.TASK;
import static io.perdure.conformance.outputs.SampleOutputs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("An output")
public abstract class OutputsSuite {
  private static final OutputId NOWHERE = OutputId.of("01890a5d-ac96-774b-bcce-b302099a8057");

  @Test
  @Clause({"O2", "O3"})
  @DisplayName("of every kind comes back with all that it was given")
  void roundTrip(Store store) {
    Outputs outputs = store.outputs();
    Bytes sha256 = Bytes.copyOf(new byte[Content.SHA256_BYTES]);
    List<Content> contents =
        List.of(
            new Content.Inline(Payload.empty()),
            new Content.Inline(Payload.json("{}")),
            new Content.Inline(Payload.of(new byte[3 << 20])),
            Content.Reference.to("s3://bucket/key"),
            new Content.Reference("file:///x", Optional.of(0L), Optional.of(sha256)));
    OutputId parent = outputs.append(progress());
    for (OutputKind kind : OutputKind.values()) {
      for (Content content : contents) {
        NewOutput plain = NewOutput.of(TASK, "writer " + kind, kind).content(content);
        for (NewOutput output : List.of(plain, plain.name("n").note("").parents(parent, parent))) {
          Output found = outputs.get(outputs.append(output));

          assertThat(outputs.find(found.id())).contains(found);
          assertThat(found.of()).isEqualTo(TASK);
          assertThat(found.producer()).isEqualTo("writer " + kind);
          assertThat(found.kind()).isEqualTo(kind);
          assertThat(found.name()).isEqualTo(output.name());
          assertThat(found.note()).isEqualTo(output.note());
          assertThat(found.content()).isEqualTo(content);
          assertThat(found.parents()).isEqualTo(output.parents());
        }
      }
    }
  }

  @Test
  @Clause("O1")
  @DisplayName("has an id that is a UUID of version 7, and ids of one process only grow")
  void ids(Store store) {
    long before = System.currentTimeMillis();
    List<OutputId> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(store.outputs().append(progress()));
    }
    long after = System.currentTimeMillis();

    assertThat(ids).extracting(OutputId::value).isSorted().doesNotHaveDuplicates();
    assertThat(ids)
        .allSatisfy(
            id -> {
              UUID uuid = UUID.fromString(id.value());
              assertThat(uuid.version()).isEqualTo(7);
              assertThat(uuid.variant()).isEqualTo(2);
              assertThat(uuid.getMostSignificantBits() >>> Short.SIZE).isBetween(before, after + 1);
            });
  }

  @Test
  @Clause({"O3", "G5"})
  @DisplayName("that is not there is found by nobody, and got by an exception that names it")
  void notFound(Store store) {
    assertThat(store.outputs().find(NOWHERE)).isEmpty();
    assertThatThrownBy(() -> store.outputs().get(NOWHERE))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            missing -> {
              assertThat(missing.kind()).isEqualTo("output");
              assertThat(missing.key()).isEqualTo(NOWHERE.value());
            });
  }

  @Test
  @Clause({"O1", "G6"})
  @DisplayName("with a key is appended once, whatever was asked how often")
  void keys(Store store) {
    Outputs outputs = store.outputs();
    OutputId parent = outputs.append(progress());
    NewOutput output =
        NewOutput.of(TASK, "writer", OutputKind.SUCCEEDED)
            .parents(parent)
            .payload(Payload.of(new byte[20_000]))
            .key(Key.of("k"))
            .onlyFinal();

    OutputId first = outputs.append(output);
    assertThat(outputs.append(output)).isEqualTo(first);
    assertThat(store.<OutputId, RuntimeException>transact(tx -> tx.outputs().append(output)))
        .isEqualTo(first);
    List<NewOutput> others =
        List.of(
            output.note("other"),
            output.name("other"),
            output.payload(Payload.of(new byte[20_001])),
            output.content(Content.Reference.to("x")),
            output.parents(List.of()),
            NewOutput.of(TASK, "other", OutputKind.PROGRESS).key(Key.of("k")),
            NewOutput.of(TaskAttempt.of("summarize", 2), "w", OutputKind.FAILED).key(Key.of("k")));
    for (NewOutput other : others) {
      assertThatThrownBy(() -> outputs.append(other))
          .isInstanceOf(IdempotencyConflictException.class)
          .hasMessageContaining("summarize");
    }

    assertThat(Dump.all(10, page -> outputs.list(TASK, page))).hasSize(2);
    assertThat(
            outputs.append(
                NewOutput.of(TaskAttempt.of("other", 1), "writer", OutputKind.PROGRESS)
                    .key(Key.of("k"))))
        .isNotEqualTo(first);
  }

  @Test
  @Clause({"O1", "X1", "G4"})
  @DisplayName("is there with everything else in its transaction, or not at all")
  void transactions(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.outputs().append(progress().payload(Payload.of(new byte[30_000])));
                      tx.outputs().append(progress().key(Key.of("k")));
                      return tx.history().append(workflow("w"), 7, event("at a wrong head"));
                    }))
        .isInstanceOf(SequenceConflictException.class);
    assertThat(store.outputs().list(TASK, PageRequest.first(9)).entries()).isEmpty();

    OutputId kept =
        store.transact(
            tx -> {
              OutputId id = tx.outputs().append(progress().key(Key.of("k")));
              assertThatThrownBy(
                      () -> tx.outputs().append(progress().key(Key.of("refused")).parents(NOWHERE)))
                  .isInstanceOf(NotFoundException.class);
              assertThat(tx.outputs().get(id).parents()).isEmpty();
              return id;
            });
    assertThat(store.outputs().append(progress().key(Key.of("k")))).isEqualTo(kept);
    assertThat(store.outputs().append(progress().key(Key.of("refused")))).isNotEqualTo(kept);
  }

  @Test
  @Clause("G11")
  @DisplayName("is of its namespace alone")
  void namespaces(Perdure perdure) {
    Outputs one = perdure.namespace("one").outputs();
    Outputs two = perdure.namespace("two").outputs();
    OutputId id = one.append(progress().key(Key.of("k")));

    assertThat(two.find(id)).isEmpty();
    assertThat(two.list(TASK, PageRequest.first(9)).entries()).isEmpty();
    assertThat(two.latest(Latest.of("writer"))).isEmpty();
    assertThatThrownBy(() -> two.append(progress().parents(id)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> two.lineage(id, 1)).isInstanceOf(NotFoundException.class);
    assertThat(two.append(progress().key(Key.of("k")))).isNotEqualTo(id);
  }

  @Test
  @Clause("G2")
  @DisplayName("is refused with bad ids, too many parents or a payload over the limit")
  void arguments(Database database) throws Exception {
    for (String bad : List.of("", "a\0", "\ud83d", bytes(513, "\u00e9"))) {
      assertThatThrownBy(() -> TaskAttempt.of(bad, 1)).hasMessageContaining("task");
      assertThatThrownBy(() -> NewOutput.of(TASK, bad, OutputKind.PARTIAL))
          .hasMessageContaining("producer");
      assertThatThrownBy(() -> progress().name(bad)).hasMessageContaining("name");
    }
    assertThatThrownBy(() -> TaskAttempt.of("t", -1)).hasMessageContaining("attempt");
    assertThatThrownBy(() -> progress().note("x".repeat(8193))).hasMessageContaining("8,192");
    assertThatThrownBy(() -> Content.Reference.to("")).hasMessageContaining("uri");
    assertThatThrownBy(() -> new Content.Reference("x", Optional.of(-1L), Optional.empty()))
        .hasMessageContaining("length");
    assertThatThrownBy(
            () -> new Content.Reference("x", Optional.empty(), Optional.of(Bytes.utf8("short"))))
        .hasMessageContaining("sha256");
    assertThatThrownBy(() -> progress().onlyFinal()).hasMessageContaining("final");
    for (String bad : List.of("", "x", NOWHERE.value().toUpperCase(Locale.ROOT))) {
      assertThatThrownBy(() -> OutputId.of(bad)).hasMessageContaining("output id");
    }
    assertThatThrownBy(() -> progress().parents(Collections.nCopies(1001, NOWHERE)))
        .hasMessageContaining("1,000");
    try (Perdure perdure = database.door().migrateOnOpen().payloadLimit(1000).open()) {
      Outputs outputs = perdure.namespace("shop").outputs();
      outputs.append(progress().payload(Payload.of(new byte[1000])));
      assertThatThrownBy(() -> outputs.append(progress().payload(Payload.of(new byte[1001]))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1,000");
      assertThat(outputs.list(TASK, PageRequest.first(9)).entries()).hasSize(1);
    }
  }
}
