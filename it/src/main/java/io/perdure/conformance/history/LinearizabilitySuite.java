package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Linearization;
import io.perdure.conformance.general.Linearization.Recorded;
import io.perdure.conformance.general.Recording;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records when operations on one head began and were answered, and looks for an order of them that
 * explains every answer: the head is a register that only grows.
 */
@EveryBackend
@Clause({"H4", "H1", "H2", "G12"})
@DisplayName("Concurrent appends and reads of a head")
public abstract class LinearizabilitySuite {
  private static final WorkflowId REGISTER = workflow("register");

  /** What was asked. */
  private enum Verb {
    APPEND,
    HEAD
  }

  /**
   * What was asked and answered.
   *
   * @param name the type of the events
   * @param under the head that an append expected
   * @param events how many events it had
   * @param done whether it was done
   * @param head the head that it left or found
   */
  private record Operation(
      Verb verb, String name, long under, int events, boolean done, long head) {}

  @Test
  @DisplayName("through one handle have an order that explains every answer")
  void oneHandle(Store store) throws Exception {
    check(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles have an order that explains every answer")
  void twoHandles(Database database) throws Exception {
    check(List.of(database.store(), database.second().namespace("shop")));
  }

  private static void check(List<Store> handles) throws InterruptedException {
    List<List<Recorded<Operation>>> recorded =
        Recording.of(handles, LinearizabilitySuite::operator);
    assertThat(Linearization.explains(recorded, 0L, LinearizabilitySuite::after))
        .as("%s", recorded)
        .isTrue();

    List<String> written =
        recorded.stream()
            .flatMap(List::stream)
            .map(Recorded::operation)
            .filter(it -> it.verb() == Verb.APPEND && it.done())
            .sorted(Comparator.comparingLong(Operation::head))
            .flatMap(it -> Collections.nCopies(it.events(), it.name()).stream())
            .toList();
    assertThat(written).isNotEmpty();
    assertThat(handles.get(0).history().read(REGISTER)).extracting(Event::type).isEqualTo(written);
  }

  private static Recording.Operator<Operation> operator(Store store, int thread) {
    Random random = new Random(thread);
    AtomicLong known = new AtomicLong();
    return number -> {
      int choice = random.nextInt(10);
      long expected = choice == 9 ? known.get() + 1 : known.get();
      Operation operation =
          choice < 3
              ? new Operation(Verb.HEAD, "", 0, 0, true, store.history().head(REGISTER))
              : append(store, thread + "-" + number, expected, 1 + random.nextInt(2));
      known.set(operation.head());
      return operation;
    };
  }

  private static Operation append(Store store, String name, long under, int events) {
    NewEvent[] each = Collections.nCopies(events, event(name)).toArray(new NewEvent[0]);
    try {
      Appended answer = store.history().append(REGISTER, under, each);
      assertThat(answer).isEqualTo(new Appended(under + 1, under + events));
      return new Operation(Verb.APPEND, name, under, events, true, answer.last());
    } catch (SequenceConflictException conflict) {
      return new Operation(Verb.APPEND, name, under, events, false, conflict.found());
    }
  }

  /** What one thread would be answered, and the head behind it. */
  private static Optional<Long> after(long head, Operation asked) {
    boolean appends = asked.verb() == Verb.APPEND && asked.under() == head;
    long next = appends ? head + asked.events() : head;
    boolean done = appends || asked.verb() == Verb.HEAD;
    return asked.done() == done && asked.head() == next ? Optional.of(next) : Optional.empty();
  }
}
