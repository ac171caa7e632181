package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How commits are shared on SQLite. What a body sees as committed, through a connection beside the
 * store, is the same for all bodies of one commit and another for each commit.
 */
@EveryBackend
@Clause("X8")
@DisplayName("Many threads that write at once")
public abstract class GroupCommitSuite {
  private static final WorkflowId FIRST = WorkflowId.of("first");
  private static final int CALLERS = 32;

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("share commits")
  void shareCommits(Database database) throws SQLException {
    Store store = database.store();
    Own own = Own.in(database);
    Set<Long> committed = ConcurrentHashMap.newKeySet();
    try (Crowd crowd = new Crowd()) {
      Gate release = block(store, crowd);
      for (int i = 0; i < CALLERS; i++) {
        WorkflowId workflow = WorkflowId.of("w" + i);
        crowd
            .call(
                () ->
                    store.<Long, SQLException>transact(
                        tx -> {
                          committed.add(own.events());
                          return tx.history().append(workflow, 0, event("one")).last();
                        }))
            .untilItWaits();
      }
      release.open();
      crowd.allAnswer();
    }

    assertThat(own.events()).isEqualTo(CALLERS + 1);
    assertThat(committed.size()).as("commits of %s callers", CALLERS).isLessThan(CALLERS / 2);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("share commits between bodies and single operations")
  void shareWithOperations(Database database) throws SQLException {
    Store store = database.store();
    Own own = Own.in(database);
    AtomicInteger shared = new AtomicInteger();
    try (Crowd crowd = new Crowd()) {
      Gate release = block(store, crowd);
      AtomicInteger before = new AtomicInteger(1);
      for (int i = 0; i < CALLERS; i++) {
        WorkflowId workflow = WorkflowId.of("w" + i);
        if (i % 2 == 0) {
          crowd.call(() -> store.history().append(workflow, 0, event("one"))).untilItWaits();
        } else {
          crowd
              .call(
                  () ->
                      store.<Long, SQLException>transact(
                          tx -> {
                            long stored = tx.history().append(workflow, 0, event("one")).last();
                            if (own.events() < before.addAndGet(2) - 1) {
                              shared.incrementAndGet();
                            }
                            return stored;
                          }))
              .untilItWaits();
        }
      }
      release.open();
      crowd.allAnswer();
    }

    assertThat(own.events()).isEqualTo(CALLERS + 1);
    assertThat(shared).as("bodies that ran before the commit of others").hasPositiveValue();
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("are not answered before their commit returned, neither winners nor losers")
  void answeredAfterCommit(Database database) throws SQLException {
    Store store = database.store();
    Own own = Own.in(database);
    WorkflowId contested = WorkflowId.of("contested");
    AtomicInteger early = new AtomicInteger();
    AtomicInteger winners = new AtomicInteger();
    Gate somebodyAnswered = new Gate();
    try (Crowd crowd = new Crowd()) {
      Gate release = block(store, crowd);
      for (int i = 0; i < 8; i++) {
        crowd
            .run(
                () -> {
                  try {
                    store.history().append(contested, 0, event("one"));
                    winners.incrementAndGet();
                  } catch (SequenceConflictException lost) {
                    assertThat(lost.found()).isEqualTo(1);
                  }
                  somebodyAnswered.open();
                })
            .untilItWaits();
      }
      crowd
          .call(
              () ->
                  store.<Boolean, SQLException>transact(
                      tx -> {
                        if (somebodyAnswered.opens() && own.events() < 2) {
                          early.incrementAndGet();
                        }
                        return true;
                      }))
          .untilItWaits();
      release.open();
      crowd.allAnswer();
    }

    assertThat(winners).hasValue(1);
    assertThat(early).as("answers before their commit").hasValue(0);
  }

  @Test
  @DisplayName("find what they were answered in the database at once, over many rounds")
  void answersAreCommitted(Database database) throws SQLException {
    Store store = database.store();
    Own own = Own.in(database);
    WorkflowId contested = WorkflowId.of("contested");
    int callers = 4;
    int rounds = 25;
    List<Own> beside = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      beside.add(Own.in(database));
    }
    try (Crowd crowd = new Crowd()) {
      for (Own mine : beside) {
        crowd.run(
            () -> {
              for (int round = 0; round < rounds; round++) {
                long head;
                try {
                  head = store.history().append(contested, round, event("one")).last();
                } catch (SequenceConflictException lost) {
                  head = lost.found();
                }
                assertThat(mine.events()).isGreaterThanOrEqualTo(head);
              }
            });
      }
      crowd.allAnswer();
    }
    assertThat(own.events()).isPositive().isLessThanOrEqualTo(rounds);
  }

  /** Holds the writer, so that the next callers queue; the gate that is answered lets it go. */
  private static Gate block(Store store, Crowd crowd) {
    Gate held = new Gate();
    Gate release = new Gate();
    crowd.call(
        () ->
            store.transact(
                tx -> {
                  held.open();
                  release.pass();
                  return tx.history().append(FIRST, 0, event("first"));
                }));
    held.pass();
    return release;
  }
}
