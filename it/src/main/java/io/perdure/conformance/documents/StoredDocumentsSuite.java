package io.perdure.conformance.documents;

import static io.perdure.conformance.documents.DocumentPayloads.json;
import static io.perdure.conformance.documents.DocumentPayloads.large;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.general.Spoil;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.documents.Document;
import io.perdure.store.documents.DocumentEntry;
import io.perdure.store.documents.Documents;
import io.perdure.store.documents.DocumentsReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryBackend
@DisplayName("A stored document")
public abstract class StoredDocumentsSuite {
  private static final String KEY = "session/42";

  @ParameterizedTest(name = "{0} bytes")
  @Clause({"D3", "G1"})
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 1 << 20, (1 << 20) + 1, (3 << 20) + 17, 16 << 20})
  @DisplayName("comes back byte for byte with its revision, after whatever stood there before:")
  void sizes(int size, Store store) {
    Documents documents = store.documents();
    documents.put(KEY, 0, large('x', 2 << 20));
    documents.put(KEY, 1, large('y', size));
    documents.put("other", 0, large('z', size));
    documents.put("other", 1, json("small"));

    assertThat(documents.get(KEY).payload()).isEqualTo(large('y', size));
    assertThat(documents.get(KEY).revision()).isEqualTo(2);
    assertThat(documents.get("other").payload()).isEqualTo(json("small"));
    assertThat(documents.list(PageRequest.first(10)).entries())
        .extracting(DocumentEntry::size)
        .containsExactly((long) json("small").bytes().size(), (long) size);
  }

  @Test
  @Clause("D3")
  @DisplayName("that was deleted or replaced leaves none of its chunks behind")
  void noChunksLeft(Database database) throws Exception {
    Documents documents = database.store().documents();
    documents.put("a", 0, large('x', 3 << 20));
    documents.put("a", 1, json("small"));
    documents.put("b", 0, large('x', 3 << 20));
    documents.delete("b", 1);

    assertThat(rows(database, "body")).isZero();
  }

  @Test
  @Clause("G10")
  @DisplayName("whose rows say nonsense is a corrupt record, behind which a list goes on")
  void corrupt(Database database) throws Exception {
    DocumentsReader documents = database.store().documents();
    for (String key : List.of("a", "b", "c", "d")) {
      database.store().documents().put(key, 0, large('x', 3 << 20));
    }
    Spoil.rows(database, "delete from perdure_body where owner = ? and no = 1", "a");
    Spoil.rows(database, "delete from perdure_body where owner = ?", "b");
    Spoil.rows(database, "update perdure_document set content_type = null where key = ?", "c");
    Spoil.rows(database, "update perdure_document set size = 5 where key = ?", "d");

    for (String key : List.of("a", "b", "c", "d")) {
      assertThatThrownBy(() -> documents.find(key))
          .isInstanceOfSatisfying(
              CorruptRecordException.class,
              met -> {
                assertThat(met.table()).isEqualTo("perdure_document");
                assertThat(met.key()).isEqualTo(key);
              });
    }
    PageRequest request = PageRequest.first(10);
    PageRequest second = request.after(documents.list(request).next().orElseThrow());
    assertThatThrownBy(() -> documents.list(second))
        .isInstanceOfSatisfying(
            CorruptRecordException.class,
            met ->
                assertThat(documents.list(request.after(met.next().orElseThrow())).entries())
                    .extracting(DocumentEntry::key)
                    .containsExactly("d"));
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause({"D3", "D2"})
  @DisplayName("is there after reopening, and so is the count of one that was deleted")
  void reopened(Database database) {
    Documents documents = database.store().documents();
    documents.put(KEY, 0, large('x', 3 << 20));
    documents.put("deleted", 0, json("a"));
    documents.delete("deleted", 1);
    Document before = documents.get(KEY);

    Documents again = database.reopen().namespace("shop").documents();

    assertThat(again.get(KEY)).isEqualTo(before);
    assertThat(again.put("deleted", 0, json("b"))).isEqualTo(2);
  }

  private static long rows(Database database, String noun) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + database.table(noun))) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
