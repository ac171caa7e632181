package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("X7")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("A transaction inside a transaction")
public abstract class NestedSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");
  private static final TransactionOptions PLAIN = TransactionOptions.defaults();

  @Test
  @DisplayName("joins it: sees what it wrote, and is committed with it")
  void joins(Store store) {
    long answer =
        store.transact(
            outer -> {
              outer.history().append(A, 0, event("one"));
              long inside =
                  store.transact(
                      inner -> {
                        long head = inner.history().head(A);
                        return inner.history().append(A, head, event("two")).last();
                      });
              assertThat(outer.history().head(A)).isEqualTo(inside);
              return outer.history().append(A, inside, event("three")).last();
            });

    assertThat(answer).isEqualTo(3);
    assertThat(store.history().head(A)).isEqualTo(3);
  }

  @Test
  @DisplayName("leaves nothing when the outer one throws after it")
  void outerFails(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    outer -> {
                      store.transact(inner -> inner.history().append(A, 0, event("one")));
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");

    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("that fails takes the outer one with it, although that caught the failure")
  void innerFails(Store store) {
    IllegalStateException own = new IllegalStateException("own");

    assertThatThrownBy(
            () ->
                store.transact(
                    outer -> {
                      outer.history().append(A, 0, event("one"));
                      assertThatThrownBy(
                              () ->
                                  store.transact(
                                      inner -> {
                                        inner.history().append(B, 0, event("one"));
                                        throw own;
                                      }))
                          .isSameAs(own);
                      return "success";
                    }))
        .isInstanceOf(TransactionAbortedException.class)
        .hasCause(own);

    assertThat(store.history().head(A)).isZero();
    assertThat(store.history().head(B)).isZero();
  }

  @Test
  @DisplayName("that lets a conflict through takes the outer one with it; one that caught it not")
  void innerConflict(Store store) {
    store.history().append(A, 0, event("before"));

    assertThatThrownBy(
            () ->
                store.transact(
                    outer -> {
                      assertThatThrownBy(
                              () ->
                                  store.transact(
                                      inner -> inner.history().append(A, 0, event("stale"))))
                          .isInstanceOf(SequenceConflictException.class);
                      return outer.history().append(B, 0, event("one"));
                    }))
        .isInstanceOf(TransactionAbortedException.class);
    assertThat(store.history().head(B)).isZero();

    store.transact(
        outer -> {
          store.transact(
              inner -> {
                assertThatThrownBy(() -> inner.history().append(A, 0, event("stale")))
                    .isInstanceOf(SequenceConflictException.class);
                return true;
              });
          return outer.history().append(B, 0, event("one"));
        });
    assertThat(store.history().head(B)).isEqualTo(1);
  }

  @Test
  @DisplayName("may be of another namespace of the database, and is one with it nevertheless")
  void otherNamespace(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");

    shop.transact(
        outer -> {
          outer.history().append(A, 0, event("one"));
          return other.transact(
              inner -> {
                assertThat(inner.namespace()).isEqualTo("other");
                assertThat(inner.history().head(A)).isZero();
                return inner.history().append(A, 0, event("there"));
              });
        });
    assertThat(shop.history().head(A)).isEqualTo(1);
    assertThat(other.history().head(A)).isEqualTo(1);

    assertThatThrownBy(
            () ->
                shop.transact(
                    outer -> {
                      other.transact(inner -> inner.history().append(B, 0, event("there")));
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");
    assertThat(other.history().head(B)).isZero();
  }

  @Test
  @DisplayName("uses the connection only if the outer one asked for it")
  void connection(Store store) {
    store.transact(
        PLAIN,
        outer -> {
          assertThatThrownBy(
                  () -> store.transact(PLAIN.withConnection(), inner -> inner.history().head(A)))
              .isInstanceOf(StoreUsageException.class);
          return true;
        });

    store.transact(
        PLAIN.withConnection(),
        outer ->
            store.transact(
                PLAIN.withConnection(),
                inner -> {
                  assertThat(inner.connection()).isNotNull();
                  return inner.history().append(A, 0, event("one"));
                }));
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("cannot ask for more protection than the outer one has")
  void isolation(Store store) {
    store.transact(
        outer -> {
          assertThatThrownBy(
                  () -> store.transact(PLAIN.serializable(), inner -> inner.history().head(A)))
              .isInstanceOf(StoreUsageException.class);
          return true;
        });

    store.transact(
        PLAIN.serializable(),
        outer -> store.transact(inner -> inner.history().append(A, 0, event("one"))));
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("ten deep is one transaction")
  void deep(Store store) {
    assertThat(deeper(store, 10)).isEqualTo(10);
    assertThat(store.history().head(A)).isEqualTo(10);
  }

  private static long deeper(Store store, int levels) {
    return store.transact(
        tx -> {
          long head = tx.history().head(A);
          long last = tx.history().append(A, head, event("level")).last();
          return levels == 1 ? last : deeper(store, levels - 1);
        });
  }
}
