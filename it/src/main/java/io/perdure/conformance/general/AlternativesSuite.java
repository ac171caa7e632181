package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.RunId;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("What may happen")
public abstract class AlternativesSuite {
  private static final WorkflowId ORDER = workflow("order");

  @Test
  @Clause("G5")
  @DisplayName("to a body, many refusals one after another, does not keep it from committing")
  void manyRefusals(Store store) {
    store
        .history()
        .append(
            Append.to(ORDER).key(Key.of("k")).events(marked(Mark.started("t").run(RunId.of("r")))));

    int caught =
        store.transact(
            tx -> {
              int refusals = 0;
              for (int i = 0; i < 10; i++) {
                long head = tx.history().head(ORDER);
                Append[] refused = {
                  Append.to(ORDER).at(head + 1).events(event("x")),
                  Append.to(ORDER).at(0).events(event("x")),
                  Append.to(ORDER).at(head).events(marked(Mark.resumed())),
                  Append.to(ORDER).at(head).events(event("x")).key(Key.of("k")),
                  Append.to(ORDER)
                      .at(head)
                      .events(
                          marked(Mark.completed()), marked(Mark.started("t").run(RunId.of("r")))),
                };
                for (Append append : refused) {
                  try {
                    tx.history().append(append);
                  } catch (SequenceConflictException
                      | InvalidLifecycleException
                      | IdempotencyConflictException e) {
                    refusals++;
                  }
                }
                tx.history().append(ORDER, head, event("went on " + i));
              }
              return refusals;
            });

    assertThat(caught).isEqualTo(50);
    assertThat(store.history().head(ORDER)).isEqualTo(11);
  }

  @Test
  @Clause({"G5", "H5"})
  @DisplayName("by absence is a value: nothing found, nothing to list, nothing to append")
  void absenceIsAValue(Store store) {
    assertThat(store.history().find(ORDER)).isEmpty();
    assertThat(store.history().head(ORDER)).isZero();
    assertThat(store.history().runs(ORDER)).isEmpty();
    assertThat(Dump.ids(store.history(), 10)).isEmpty();
    assertThat(store.history().append(ORDER, 0)).isEqualTo(new Appended(1, 0));
  }

  @Test
  @Clause("G6")
  @DisplayName("twice to an append without a key is told by its head, and written once")
  void appendTwice(Store store) {
    Append append = Append.to(ORDER).events(event("a"), event("b"));
    store.history().append(append);

    assertThatThrownBy(() -> store.history().append(append))
        .isInstanceOfSatisfying(
            SequenceConflictException.class, e -> assertThat(e.found()).isEqualTo(2));
    assertThat(store.history().head(ORDER)).isEqualTo(2);
  }

  @Test
  @Clause("G6")
  @DisplayName("twice to an append with a key is answered twice, in one transaction too")
  void keyedTwice(Store store) {
    Append append = Append.to(ORDER).events(event("a"), event("b")).key(Key.of("k"));

    store.transact(
        tx -> {
          assertThat(tx.history().append(append)).isEqualTo(new Appended(1, 2));
          assertThat(tx.history().append(append)).isEqualTo(new Appended(1, 2));
          return tx.history().append(ORDER, 2, event("c"));
        });

    assertThat(store.history().append(append)).isEqualTo(new Appended(1, 2));
    assertThat(store.history().head(ORDER)).isEqualTo(3);
  }

  @Test
  @Clause("G6")
  @DisplayName("twice to a lock, a close and a migration is a no-op the second time")
  void noOps(Database database) throws Exception {
    try (Perdure perdure = database.door().migrateOnOpen().open()) {
      Store store = perdure.namespace("shop");
      long last =
          store.transact(
              tx -> {
                tx.lock("l");
                tx.lock("l");
                return tx.history().append(ORDER, 0, event("a")).last();
              });
      assertThat(last).isEqualTo(1);
      perdure.close();
      assertThatCode(perdure::close).doesNotThrowAnyException();
    }
  }
}
