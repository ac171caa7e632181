package io.perdure.conformance.documents;

import static io.perdure.conformance.documents.DocumentPayloads.json;
import static io.perdure.conformance.documents.DocumentPayloads.large;
import static io.perdure.conformance.general.Samples.bytes;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.NotFoundException;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.documents.Document;
import io.perdure.store.documents.DocumentEntry;
import io.perdure.store.documents.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("A document")
public abstract class DocumentsSuite {
  private static final String KEY = "session/42";

  @Test
  @Clause({"D1", "D2"})
  @DisplayName("is put where there is none, replaced at its revision, found and got")
  void puts(Store store) {
    Documents documents = store.documents();

    assertThat(documents.find(KEY)).isEmpty();
    assertThat(documents.revision(KEY)).isZero();
    assertThat(documents.put(KEY, 0, json("a"))).isEqualTo(1);
    assertThat(documents.put(KEY, 1, json("b"))).isEqualTo(2);

    Document found = documents.get(KEY);
    assertThat(documents.find(KEY)).contains(found);
    assertThat(documents.revision(KEY)).isEqualTo(2);
    assertThat(found.key()).isEqualTo(KEY);
    assertThat(found.revision()).isEqualTo(2);
    assertThat(found.payload()).isEqualTo(json("b"));
  }

  @Test
  @Clause({"D2", "G5"})
  @DisplayName("that is not there is got by an exception that names it")
  void notFound(Store store) {
    NotFoundException missing =
        thrown(NotFoundException.class, () -> store.documents().get("nothing"));

    assertThat(missing.kind()).isEqualTo("document");
    assertThat(missing.key()).isEqualTo("nothing");
    assertThat(missing.retryable()).isFalse();
  }

  @Test
  @Clause({"D1", "G4"})
  @DisplayName("is a conflict at every other revision, and stays as it was")
  void conflicts(Store store) {
    Documents documents = store.documents();
    documents.put(KEY, 0, json("a"));
    documents.put(KEY, 1, json("b"));
    Document before = documents.get(KEY);

    for (long wrong : new long[] {0, 1, 3, Long.MAX_VALUE}) {
      for (Payload payload : List.of(json("c"), large('c', 20_000))) {
        assertConflict(KEY, wrong, 2, () -> documents.put(KEY, wrong, payload));
      }
      assertConflict(KEY, wrong, 2, () -> documents.delete(KEY, wrong));
    }
    assertConflict("absent", 1, 0, () -> documents.put("absent", 1, json("c")));

    assertThat(documents.get(KEY)).isEqualTo(before);
    assertThat(documents.find("absent")).isEmpty();
  }

  @Test
  @Clause({"D2", "G6"})
  @DisplayName("is deleted at its revision; that there is none is no conflict")
  void deletes(Store store) {
    Documents documents = store.documents();
    documents.put(KEY, 0, json("a"));

    assertThat(documents.delete(KEY, 1)).isTrue();
    assertThat(documents.find(KEY)).isEmpty();
    assertThat(documents.revision(KEY)).isZero();
    assertThat(documents.delete(KEY, 1)).isFalse();
    assertThat(documents.delete("never", 7)).isFalse();
    assertConflict(KEY, 1, 0, () -> documents.put(KEY, 1, json("b")));
    assertThat(documents.list(PageRequest.first(10)).entries()).isEmpty();
  }

  @Test
  @Clause("D2")
  @DisplayName("that is put again has a revision above every earlier one")
  void revisionsOnlyGrow(Store store) {
    Documents documents = store.documents();
    long last = 0;
    for (int life = 0; life < 4; life++) {
      long revision = documents.put(KEY, 0, life % 2 == 0 ? json("a") : large('b', 10_000));
      assertThat(revision).isGreaterThan(last);
      last = documents.put(KEY, revision, large('c', 9_000 * life));
      assertThat(last).isEqualTo(revision + 1);
      documents.delete(KEY, last);
    }
  }

  @Test
  @Clause({"X1", "G4"})
  @DisplayName("changes with everything else in its transaction, or not at all")
  void transactions(Store store) {
    for (Payload payload : List.of(json("a"), large('a', 1 << 20))) {
      String key = "of " + payload.bytes().size();
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        tx.documents().put(key, 0, payload);
                        tx.history().append(workflow(key), 1, event("at a wrong head"));
                        return tx;
                      }))
          .isInstanceOf(SequenceConflictException.class);
      assertThat(store.documents().find(key)).isEmpty();

      long revision =
          store.transact(
              tx -> {
                tx.history().append(workflow(key), 0, event("a"));
                assertConflict(key, 5, 0, () -> tx.documents().put(key, 5, payload));
                long put = tx.documents().put(key, 0, payload);
                assertThat(tx.documents().get(key).payload()).isEqualTo(payload);
                return put;
              });
      assertThat(store.documents().get(key).revision()).isEqualTo(revision);
    }
  }

  @Test
  @Clause({"G3", "G8"})
  @DisplayName("says when it was put by the store's clock")
  void clock(Database database) {
    Documents documents = database.store().documents();
    documents.put(KEY, 0, json("a"));
    Instant first = documents.get(KEY).updatedAt();
    database.advance(Duration.ofDays(3));
    documents.put(KEY, 1, json("b"));

    assertThat(Duration.between(first, documents.get(KEY).updatedAt()))
        .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(1));
  }

  @Test
  @Clause({"G9", "G1"})
  @DisplayName("is listed by key in byte order, without its payload, page by page")
  void lists(Store store) {
    Documents documents = store.documents();
    List<String> keys =
        new ArrayList<>(List.of("A", "Z", "a", "a/b", "b", "\u00e9", "\uff41", "\ud83d\ude00"));
    for (String key : keys) {
      documents.put(key, 0, large('x', key.equals("b") ? 1 << 20 : 3));
    }
    documents.put("deleted", 0, json("x"));
    documents.delete("deleted", 1);

    for (int size : new int[] {1, 2, 3, 8, 100}) {
      assertThat(Dump.all(size, documents::list)).extracting(DocumentEntry::key).isEqualTo(keys);
    }
    PageRequest request = PageRequest.first(3);
    PageRequest next = request.after(documents.list(request).next().orElseThrow());
    documents.put("0 before", 0, json("x"));
    documents.put("b behind", 0, json("x"));
    assertThat(documents.list(next).entries())
        .extracting(DocumentEntry::key)
        .containsExactly("a/b", "b", "b behind");
    assertThatThrownBy(() -> store.history().ids(next)).hasMessageContaining("another list");
  }

  @Test
  @Clause("G11")
  @DisplayName("is of its namespace alone")
  void namespaces(Perdure perdure) {
    Documents one = perdure.namespace("one").documents();
    Documents two = perdure.namespace("two").documents();
    one.put(KEY, 0, large('1', 2 << 20));
    assertThat(two.find(KEY)).isEmpty();
    assertThat(two.put(KEY, 0, large('2', 2 << 20))).isEqualTo(1);
    two.delete(KEY, 1);

    assertThat(one.get(KEY).payload()).isEqualTo(large('1', 2 << 20));
    assertThat(two.list(PageRequest.first(1)).entries()).isEmpty();
  }

  @Test
  @Clause("G2")
  @DisplayName("is refused with a bad key, a negative revision or a payload over the limit")
  void arguments(Database database) throws Exception {
    try (Perdure perdure = database.door().migrateOnOpen().payloadLimit(1000).open()) {
      Documents documents = perdure.namespace("shop").documents();
      for (String bad : List.of("", "a\0", "\ud83d", bytes(513, "\u00e9"))) {
        List<ThrowingCallable> calls =
            List.of(
                () -> documents.put(bad, 0, json("a")),
                () -> documents.find(bad),
                () -> documents.get(bad),
                () -> documents.revision(bad),
                () -> documents.delete(bad, 1));
        for (ThrowingCallable call : calls) {
          assertThatThrownBy(call)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("document key");
        }
      }
      assertThatThrownBy(() -> documents.put(KEY, -1, json("a")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected revision");
      assertThatThrownBy(() -> documents.delete(KEY, -1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> documents.put(KEY, 0, large('a', 1001)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1,000");
      documents.put(bytes(512, "\u00e9"), 0, large('a', 1000));

      assertThat(documents.list(PageRequest.first(10)).entries())
          .extracting(DocumentEntry::key)
          .containsExactly(bytes(512, "\u00e9"));
    }
  }

  private static void assertConflict(String key, long expected, long found, ThrowingCallable call) {
    RevisionConflictException conflict = thrown(RevisionConflictException.class, call);
    assertThat(conflict.key()).isEqualTo(key);
    assertThat(conflict.expected()).isEqualTo(expected);
    assertThat(conflict.found()).isEqualTo(found);
    assertThat(conflict.retryable()).isFalse();
  }

  private static <E extends Throwable> E thrown(Class<E> type, ThrowingCallable call) {
    E thrown = catchThrowableOfType(type, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
