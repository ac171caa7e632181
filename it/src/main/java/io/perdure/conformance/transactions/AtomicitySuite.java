package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X1")
@DisplayName("A transaction")
public abstract class AtomicitySuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");

  @Test
  @DisplayName("commits all that its body wrote, and answers what the body answered")
  void commits(Store store) {
    String answer =
        store.transact(
            tx -> {
              tx.history().append(A, 0, event("one"), event("two"));
              tx.history().append(B, 0, event("three"));
              return "answer";
            });

    assertThat(answer).isEqualTo("answer");
    assertThat(store.history().head(A)).isEqualTo(2);
    assertThat(store.history().head(B)).isEqualTo(1);
  }

  @Test
  @DisplayName("sees what it wrote before")
  void seesItself(Store store) {
    long head =
        store.transact(
            tx -> {
              tx.history().append(A, 0, event("one"));
              tx.history().append(A, tx.history().head(A), event("two"));
              assertThat(tx.history().read(A)).hasSize(2);
              return tx.history().head(A);
            });

    assertThat(head).isEqualTo(2);
  }

  @Test
  @DisplayName("is bound to the namespace of its store")
  void namespace(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");

    shop.transact(tx -> tx.history().append(A, 0, event("one")));

    String bound = other.transact(tx -> tx.namespace());
    assertThat(bound).isEqualTo("other");
    long head = other.transact(tx -> tx.history().head(A));
    assertThat(head).isZero();
  }

  @Test
  @DisplayName("leaves nothing when its body throws, and throws the very same")
  void rollsBack(Store store) {
    IllegalStateException own = new IllegalStateException("own");

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(A, 0, event("one"));
                      throw own;
                    }))
        .isSameAs(own);

    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("leaves nothing when its body throws a checked exception, which stays that type")
  void rollsBackChecked(Store store) {
    IOException caught =
        catchThrowableOfType(
            IOException.class,
            () ->
                store.<Void, IOException>transact(
                    tx -> {
                      tx.history().append(A, 0, event("one"));
                      throw new IOException("own");
                    }));

    assertThat(caught).hasMessage("own");
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("leaves nothing when its body throws an error")
  void rollsBackError(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(A, 0, event("one"));
                      throw new StackOverflowError("own");
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(store.history().head(A)).isZero();
    store.history().append(A, 0, event("after"));
  }

  @Test
  @Clause("G5")
  @DisplayName("goes on and commits after a conflict that its body caught")
  void caughtConflict(Store store) {
    store.history().append(A, 0, event("before"));

    long found =
        store.transact(
            tx -> {
              tx.history().append(B, 0, event("one"));
              SequenceConflictException conflict =
                  catchThrowableOfType(
                      SequenceConflictException.class,
                      () -> tx.history().append(A, 0, event("stale")));
              tx.history().append(A, conflict.found(), event("fresh"));
              return conflict.found();
            });

    assertThat(found).isEqualTo(1);
    assertThat(store.history().head(A)).isEqualTo(2);
    assertThat(store.history().head(B)).isEqualTo(1);
  }

  @Test
  @DisplayName("leaves nothing of itself when its body does not catch a conflict")
  void uncaughtConflict(Store store) {
    store.history().append(A, 0, event("before"));

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(B, 0, event("one"));
                      return tx.history().append(A, 0, event("stale"));
                    }))
        .isInstanceOf(SequenceConflictException.class);

    assertThat(store.history().head(A)).isEqualTo(1);
    assertThat(store.history().head(B)).isZero();
  }
}
