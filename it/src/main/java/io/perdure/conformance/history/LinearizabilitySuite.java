package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Event;
import io.perdure.store.history.NewEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records when operations on one head began and were answered, and checks that there is an order of
 * them that explains every answer and keeps to that: the head is a register that only grows.
 */
@EveryBackend
@Clause({"H4", "H1", "H2", "G12"})
@DisplayName("Concurrent appends and reads of a head")
public abstract class LinearizabilitySuite {
  private static final WorkflowId REGISTER = workflow("register");
  private static final int THREADS = 6;
  private static final int OPERATIONS = 60;

  /** What an operation said about the head. */
  private enum Kind {
    APPENDED,
    CONFLICT,
    READ
  }

  /**
   * An operation that has ended.
   *
   * @param head the head that it left, found or read
   * @param before the head that an append stood on
   * @param began when it was called, in nanoseconds
   * @param ended when it was answered
   */
  private record Operation(
      Kind kind, String name, long before, long head, long began, long ended) {}

  @Test
  @DisplayName("through one handle have an order that explains every answer")
  void oneHandle(Store store) throws Exception {
    check(store, record(List.of(store)));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles have an order that explains every answer")
  void twoHandles(Database database) throws Exception {
    Store store = database.store();
    check(store, record(List.of(store, database.second().namespace("shop"))));
  }

  private static List<Operation> record(List<Store> handles) throws InterruptedException {
    List<Callable<List<Operation>>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      racers.add(() -> operate(handles.get(thread % handles.size()), thread));
    }
    List<Operation> recorded = new ArrayList<>();
    try (Race race = new Race()) {
      for (Race.Outcome<List<Operation>> outcome : race.run(racers)) {
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
      String name = thread + "-" + n;
      int choice = random.nextInt(10);
      long expected = choice == 9 ? known + 1 : known;
      long began = System.nanoTime();
      if (choice < 3) {
        long head = store.history().head(REGISTER);
        operations.add(new Operation(Kind.READ, name, head, head, began, System.nanoTime()));
        known = head;
        continue;
      }
      NewEvent[] events = random.nextBoolean() ? two(name) : new NewEvent[] {event(name)};
      try {
        Appended answer = store.history().append(REGISTER, expected, events);
        long ended = System.nanoTime();
        assertThat(answer).isEqualTo(new Appended(expected + 1, expected + events.length));
        operations.add(new Operation(Kind.APPENDED, name, expected, answer.last(), began, ended));
        known = answer.last();
      } catch (SequenceConflictException e) {
        operations.add(
            new Operation(Kind.CONFLICT, name, expected, e.found(), began, System.nanoTime()));
        known = e.found();
      }
    }
    return operations;
  }

  private static void check(Store store, List<Operation> operations) {
    List<Operation> appends =
        operations.stream()
            .filter(operation -> operation.kind() == Kind.APPENDED)
            .sorted(Comparator.comparingLong(Operation::head))
            .toList();
    assertThat(appends).isNotEmpty();
    checkNothingIsLost(appends, store.history().read(REGISTER));
    for (Operation operation : operations) {
      if (operation.kind() == Kind.CONFLICT) {
        assertThat(operation.head()).as("%s", operation).isNotEqualTo(operation.before());
      }
      checkPlausible(operation, appends);
    }
    checkNeverBack(operations);
  }

  /** The appends that were answered are the history: one behind the other, and nothing else. */
  private static void checkNothingIsLost(List<Operation> appends, List<Event> history) {
    List<String> expected = new ArrayList<>();
    for (Operation append : appends) {
      assertThat(append.before()).as("%s", append).isEqualTo(expected.size());
      for (long seq = append.before(); seq < append.head(); seq++) {
        expected.add(append.name());
      }
    }
    assertThat(history).extracting(Event::type).isEqualTo(expected);
  }

  /**
   * No answer is older than what had been answered before it began, or newer than what had begun.
   */
  private static void checkPlausible(Operation operation, List<Operation> appends) {
    long least = 0;
    long most = 0;
    for (Operation append : appends) {
      if (append.ended() < operation.began()) {
        least = Math.max(least, append.head());
      }
      if (append.began() < operation.ended()) {
        most = Math.max(most, append.head());
      }
    }
    assertThat(operation.head()).as("%s", operation).isBetween(least, most);
  }

  /** What was answered before another operation began is not undone by that one's answer. */
  private static void checkNeverBack(List<Operation> operations) {
    for (Operation first : operations) {
      for (Operation second : operations) {
        if (first.ended() < second.began()) {
          assertThat(second.head())
              .as("%s is later than %s", second, first)
              .isGreaterThanOrEqualTo(first.head());
        }
      }
    }
  }

  private static NewEvent[] two(String name) {
    return new NewEvent[] {event(name), event(name)};
  }
}
