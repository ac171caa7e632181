package io.perdure.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.Store;
import io.perdure.store.documents.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records when operations on one document began and were answered, and checks that there is an
 * order of them that explains every answer: its revision only grows, and each has one writer.
 */
@EveryBackend
@Clause({"D1", "D2", "D3", "G7"})
@DisplayName("Concurrent changes and reads of a document")
public abstract class DocumentRaceSuite {
  private static final String KEY = "register";
  private static final int THREADS = 6;
  private static final int OPERATIONS = 60;
  private static final int LARGE = 20_000;

  /** What an operation said. */
  private enum Kind {
    PUT,
    DELETED,
    READ
  }

  /**
   * An operation that has ended.
   *
   * @param revision the revision that it gave, deleted or read
   * @param before the revision that a put or a deletion stood on
   * @param text what was put or read
   */
  private record Operation(
      Kind kind, long before, long revision, String text, long began, long ended) {}

  @Test
  @DisplayName("through one handle have an order that explains every answer")
  void oneHandle(Store store) throws Exception {
    check(record(List.of(store)));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles have an order that explains every answer")
  void twoHandles(Database database) throws Exception {
    check(record(List.of(database.store(), database.second().namespace("shop"))));
  }

  @Test
  @DisplayName("that make it: one wins, and every other is told the revision")
  void creators(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < 40; round++) {
        String key = "new-" + round;
        List<Callable<Long>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String text = text(i, "racer " + i);
          racers.add(() -> store.documents().put(key, 0, Payload.json(text)));
        }
        List<Outcome<Long>> outcomes = race.run(racers);

        assertThat(outcomes.stream().flatMap(outcome -> outcome.answer().stream()))
            .containsExactly(1L);
        assertThat(outcomes.stream().flatMap(outcome -> outcome.error().stream()))
            .hasSize(THREADS - 1)
            .allSatisfy(
                error ->
                    assertThat(error)
                        .isInstanceOfSatisfying(
                            RevisionConflictException.class,
                            conflict -> assertThat(conflict.found()).isEqualTo(1)));
      }
    }
  }

  private static List<Operation> record(List<Store> handles) throws InterruptedException {
    List<Callable<List<Operation>>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      racers.add(() -> operate(handles.get(thread % handles.size()), thread));
    }
    List<Operation> recorded = new ArrayList<>();
    try (Race race = new Race()) {
      for (Outcome<List<Operation>> outcome : race.run(racers)) {
        assertThat(outcome.error()).isEmpty();
        outcome.answer().ifPresent(recorded::addAll);
      }
    }
    return recorded;
  }

  private static List<Operation> operate(Store store, int thread) {
    Random random = new Random(thread);
    List<Operation> operations = new ArrayList<>();
    long known = 0;
    for (int n = 0; n < OPERATIONS; n++) {
      String text = text(random.nextInt(3), thread + "-" + n);
      int choice = random.nextInt(10);
      long began = System.nanoTime();
      try {
        if (choice < 4) {
          Document read = store.documents().find(KEY).orElse(null);
          known = read == null ? 0 : read.revision();
          String seen = read == null ? "" : read.payload().bytes().toUtf8();
          operations.add(new Operation(Kind.READ, known, known, seen, began, System.nanoTime()));
        } else if (choice == 9) {
          if (known > 0 && store.documents().delete(KEY, known)) {
            operations.add(new Operation(Kind.DELETED, known, known, "", began, System.nanoTime()));
          }
          known = 0;
        } else {
          long revision = store.documents().put(KEY, known, Payload.json(text));
          operations.add(new Operation(Kind.PUT, known, revision, text, began, System.nanoTime()));
          known = revision;
        }
      } catch (RevisionConflictException e) {
        assertThat(e.found()).isNotEqualTo(e.expected());
        known = e.found();
      }
    }
    return operations;
  }

  private static void check(List<Operation> operations) {
    List<Operation> puts =
        operations.stream()
            .filter(operation -> operation.kind() == Kind.PUT)
            .sorted(Comparator.comparingLong(Operation::revision))
            .toList();
    List<Operation> deletions =
        operations.stream().filter(operation -> operation.kind() == Kind.DELETED).toList();
    assertThat(puts).extracting(Operation::revision).doesNotHaveDuplicates();
    assertThat(deletions).extracting(Operation::revision).doesNotHaveDuplicates();
    for (int i = 0; i < puts.size(); i++) {
      Operation put = puts.get(i);
      assertThat(put.revision()).as("no revision is lost").isEqualTo(i + 1);
      boolean deletedBefore =
          deletions.stream().anyMatch(deletion -> deletion.revision() == put.revision() - 1);
      assertThat(put.before()).isEqualTo(deletedBefore ? 0 : i);
    }
    for (Operation read : operations) {
      if (read.kind() == Kind.READ && read.revision() > 0) {
        assertThat(read.text()).isEqualTo(puts.get((int) read.revision() - 1).text());
      }
    }
    for (Operation first : operations) {
      for (Operation second : operations) {
        if (first.ended() < second.began() && second.revision() > 0) {
          assertThat(second.revision())
              .as("%s is later than %s", second, first)
              .isGreaterThanOrEqualTo(first.revision());
        }
      }
    }
  }

  /** A text that stays in its row, or one that does not. */
  private static String text(int kind, String name) {
    return kind == 0 ? name + "x".repeat(LARGE) : name;
  }
}
