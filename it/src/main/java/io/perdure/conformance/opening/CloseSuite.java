package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Calls;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreException;
import io.perdure.store.WorkflowId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("C5")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Closing")
public abstract class CloseSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("refuses every later call, and may be done again")
  void refuses(Database database) {
    Perdure perdure = database.perdure();
    Map<String, ThrowingCallable> calls = Calls.all(perdure);
    calls.put("namespace", () -> perdure.namespace("new").history().head(A));

    perdure.close();
    perdure.close();

    SoftAssertions softly = new SoftAssertions();
    calls.forEach(
        (name, call) ->
            softly
                .assertThat(catchThrowable(call))
                .as(name)
                .isInstanceOf(StoreClosedException.class));
    softly.assertAll();
    assertThatThrownBy(() -> perdure.dataSource().getConnection())
        .isInstanceOfAny(SQLException.class, StoreClosedException.class);
    perdure.close();
  }

  @Test
  @DisplayName("may be done by several threads at once")
  void atOnce(Perdure perdure) {
    perdure.namespace("shop").history().append(A, 0, event("one"));
    try (Crowd crowd = new Crowd()) {
      for (int i = 0; i < 4; i++) {
        crowd.run(perdure::close);
      }
      crowd.allAnswer();
    }
    assertThatThrownBy(() -> perdure.namespace("shop").history().head(A))
        .isInstanceOf(StoreClosedException.class);
  }

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("lets what is in flight finish, and refuses what comes meanwhile")
  void finishes(Database database) {
    Perdure perdure = database.perdure();
    Store store = perdure.namespace("shop");
    Gate begun = new Gate();
    Gate end = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> body =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.history().append(A, 0, event("one"));
                        begun.open();
                        end.pass();
                        return tx.history().append(A, 1, event("two")).last();
                      }));
      begun.pass();
      Crowd.Call<Boolean> closing = crowd.run(perdure::close);
      assertThat(closing.ends()).isFalse();
      assertThatThrownBy(() -> store.history().append(WorkflowId.of("b"), 0, event("late")))
          .isInstanceOf(StoreClosedException.class);
      assertThatThrownBy(() -> store.history().head(A)).isInstanceOf(StoreClosedException.class);
      end.open();

      assertThat(body.answer()).isEqualTo(2);
      assertThat(closing.answer()).isTrue();
    }
    assertThat(database.reopen().namespace("shop").history().head(A)).isEqualTo(2);
  }

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("leaves stored exactly what was answered, however many write when it happens")
  void answeredIsStored(Database database) {
    Perdure perdure = database.perdure();
    Store store = perdure.namespace("shop");
    Gate some = new Gate(40);
    List<Long> answered = new ArrayList<>();
    int writers = 6;
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Long>> calls = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        WorkflowId workflow = WorkflowId.of("w" + i);
        calls.add(
            crowd.call(
                () -> {
                  long head = 0;
                  try {
                    while (true) {
                      head = store.history().append(workflow, head, event("next")).last();
                      some.open();
                    }
                  } catch (StoreClosedException closed) {
                    return head;
                  }
                }));
      }
      some.pass();
      perdure.close();
      calls.forEach(call -> answered.add(call.answer()));
    }

    Store again = database.reopen().namespace("shop");
    for (int i = 0; i < writers; i++) {
      assertThat(again.history().head(WorkflowId.of("w" + i))).isEqualTo(answered.get(i));
    }
  }

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("waits no longer than its bound; a body that outlives it is answered what is true")
  void bounded(Database database) {
    Perdure perdure = database.door().migrateOnOpen().closeWithin(Duration.ofMillis(300)).open();
    Store store = perdure.namespace("shop");
    Gate begun = new Gate();
    Gate end = new Gate();
    boolean answered;
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> body =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        begun.open();
                        end.pass();
                        return tx.history().append(A, 0, event("one")).last();
                      }));
      begun.pass();
      Crowd.Call<Boolean> closing = crowd.run(perdure::close);
      assertThat(closing.answer()).isTrue();
      assertThat(body.ended()).isFalse();
      end.open();
      Crowd.until("the body ends", body::ended);
      answered = body.answered();
      if (!answered) {
        assertThat(body.failure()).isInstanceOf(StoreException.class);
      }
    }

    assertThat(database.reopen().namespace("shop").history().head(A)).isEqualTo(answered ? 1 : 0);
  }

  @Test
  @DisplayName("is over for a caller that waits in the queue: it is answered or refused, not left")
  void queued(Perdure perdure) {
    Store store = perdure.namespace("shop");
    Gate begun = new Gate();
    Gate end = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> body =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        begun.open();
                        end.pass();
                        return true;
                      }));
      begun.pass();
      Crowd.Call<Boolean> queued =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        return true;
                      }));
      assertThat(queued.ends()).isFalse();
      Crowd.Call<Boolean> closing = crowd.run(perdure::close);
      assertThat(closing.ends()).isFalse();
      end.open();

      assertThat(body.answer()).isTrue();
      Crowd.until("the queued call ends", queued::ended);
      assertThat(closing.answer()).isTrue();
      if (!queued.answered()) {
        assertThat(queued.failure()).isInstanceOf(StoreClosedException.class);
      }
    }
  }
}
