package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Crowd.Call;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SQLite has one writer: there a claim waits for the transaction, not for its rows. */
@EveryBackend
@Clause("K3")
@DisplayName("A claim beside a transaction that has claimed and is not over")
public abstract class ClaimBesideSuite {
  @Test
  @Needs(Capability.SERVER)
  @DisplayName("does not wait behind its rows, and takes those after them")
  void takesOthers(Store store) {
    store.tasks().enqueue(Work.tasks(5));
    Gate claimed = new Gate();
    Gate answered = new Gate();
    try (Crowd crowd = new Crowd()) {
      Call<List<String>> slow =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        List<String> mine = keys(tx.tasks().claim(MAIL, 3, MINUTE));
                        claimed.open();
                        answered.pass();
                        return mine;
                      }));
      claimed.pass();
      Call<List<String>> quick = crowd.call(() -> keys(store.tasks().claim(MAIL, 9, MINUTE)));
      assertThat(quick.answer()).containsExactly("t00003", "t00004");
      assertThat(slow.ended()).isFalse();
      answered.open();
      assertThat(slow.answer()).containsExactly("t00000", "t00001", "t00002");
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("loses none that the transaction gives back by rolling back")
  void givenBack(Store store) {
    store.tasks().enqueue(Work.tasks(3));
    Gate claimed = new Gate();
    Gate answered = new Gate();
    try (Crowd crowd = new Crowd()) {
      Call<Boolean> slow =
          crowd.run(
              () ->
                  store.transact(
                      tx -> {
                        tx.tasks().claim(MAIL, 2, MINUTE);
                        claimed.open();
                        answered.pass();
                        throw new IllegalStateException("given up");
                      }));
      claimed.pass();
      assertThat(crowd.call(() -> keys(store.tasks().claim(MAIL, 9, MINUTE))).answer())
          .containsExactly("t00002");
      answered.open();
      assertThat(slow.failure()).hasMessage("given up");
      assertThat(keys(store.tasks().claim(MAIL, 9, MINUTE))).containsExactly("t00000", "t00001");
    }
  }
}
