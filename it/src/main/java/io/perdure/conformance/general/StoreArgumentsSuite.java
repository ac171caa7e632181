package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decision;
import io.perdure.store.history.NewEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G2")
@DisplayName("An open store refuses, naming argument and bound, and writes nothing:")
public abstract class StoreArgumentsSuite {
  private static final WorkflowId FILES = workflow("files");

  @Test
  @DisplayName("payloads and metadata over the limit that it was opened with")
  void overTheLimit(Database database) throws Exception {
    try (Perdure perdure = database.door().migrateOnOpen().payloadLimit(1000).open()) {
      Store store = perdure.namespace("shop");
      store.history().append(FILES, 0, sized(1000), sized(0).metadata(zeros(1000)));
      Dump before = Dump.of(store.history());

      for (NewEvent large : List.of(sized(1001), sized(0).metadata(zeros(1001)))) {
        assertThatThrownBy(() -> store.history().append(FILES, 2, event("small"), large))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("1,000")
            .hasMessageContaining("1,001");
        assertThatThrownBy(() -> store.history().update(FILES, history -> Decision.of("x", large)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("1,000");
      }
      assertThatThrownBy(() -> store.history().append(FILES, 2, sized(1001)))
          .hasMessageContaining("payload");
      assertThatThrownBy(() -> store.history().append(FILES, 2, sized(0).metadata(zeros(1001))))
          .hasMessageContaining("metadata");

      assertThat(Dump.of(store.history())).isEqualTo(before);
    }
  }

  @Test
  @Clause("H7")
  @DisplayName("a payload of one byte more than 16 MiB, unless a larger limit was set")
  void sixteenMebibytes(Store store) {
    NewEvent large = sized((16 << 20) + 1);

    assertThatThrownBy(() -> store.history().append(FILES, 0, event("small"), large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payload")
        .hasMessageContaining("16,777,216");

    assertThat(store.history().head(FILES)).isZero();
  }

  @Test
  @Clause("G5")
  @DisplayName("also inside a transaction, whose body may catch that and go on")
  void insideATransaction(Store store) {
    NewEvent large = sized((16 << 20) + 1);

    store.transact(
        tx -> {
          tx.history().append(FILES, 0, event("a"));
          assertThatThrownBy(() -> tx.history().append(FILES, 1, event("b"), large))
              .isInstanceOf(IllegalArgumentException.class);
          return tx.history().append(Append.to(FILES).at(1).events(event("c")));
        });

    assertThat(store.history().head(FILES)).isEqualTo(2);
  }

  @Test
  @DisplayName("namespaces that are empty, no text or longer than 64 bytes")
  void namespaces(Perdure perdure) {
    for (String bad : List.of("", "a\0", "\ud83d", "a".repeat(65), "\ud83d\ude00".repeat(17))) {
      assertThatThrownBy(() -> perdure.namespace(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("namespace ");
    }
  }

  @Test
  @DisplayName("but takes namespaces of exactly 64 bytes")
  void longestNamespace(Perdure perdure) {
    for (String pattern : List.of("a", "\u00e9", "\uff41", "\ud83d\ude00")) {
      String longest = Samples.bytes(64, pattern);
      assertThatThrownBy(() -> perdure.namespace(longest + "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("64");
      perdure.namespace(longest).history().append(FILES, 0, event("in " + pattern));
      assertThat(perdure.namespace(longest).history().head(FILES)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("names of locks that are empty or no text")
  void lockNames(Store store) {
    store.transact(
        tx -> {
          for (String bad : List.of("", "a\0", "\ud83d")) {
            assertThatThrownBy(() -> tx.lock(bad)).isInstanceOf(IllegalArgumentException.class);
          }
          assertThatThrownBy(() -> tx.lock("x".repeat(513)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("512");
          tx.lock("\ud83d\ude00".repeat(128));
          return tx.history().append(FILES, 0, event("a"));
        });

    assertThat(store.history().head(FILES)).isEqualTo(1);
  }

  private static NewEvent sized(int bytes) {
    return NewEvent.of("sized", new Payload(zeros(bytes), Payload.OCTET_STREAM), AT);
  }

  private static Bytes zeros(int bytes) {
    return Bytes.copyOf(new byte[bytes]);
  }
}
