package io.perdure.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Administration;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.packages.Archive;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G1", "G2"})
@DisplayName("Every public method of every room, given anything, at the bounds and beyond,")
public abstract class MethodsSuite {
  /** Draws for each method; as many again that give back what the store answered. */
  private static final int DRAWS = 12;

  /** Draws for a method that took none of those. */
  private static final int MOST_DRAWS = 300;

  private static final Duration LEAST = Duration.ofMillis(1);

  /** Calls whose arguments are the caller's own connections; another suite has them. */
  private static final Set<String> ELSEWHERE = Set.of("Store.join");

  /** What each call was refused with, on the backend that ran first. */
  private static final Map<String, String> FIRST = new ConcurrentHashMap<>();

  private static final String TAKEN = "taken";

  /** A method of a room, or of the store or the administration, on that object. */
  private record Call(String name, Method method, Object on) {}

  /** A call with its arguments that was refused. */
  private record Refused(Call call, List<Object> arguments) {}

  @Test
  @Clause("G4")
  @DisplayName(
      "works, or refuses bad input before the database is asked, in the same words on each, or says"
          + " what the contracts name")
  void everyMethod(Database database) throws Exception {
    AtomicInteger operations = new AtomicInteger();
    try (Perdure perdure =
        database
            .door()
            .migrateOnOpen()
            .payloadLimit(Leaves.PAYLOAD_LIMIT)
            .listener(ended -> operations.incrementAndGet())
            .open()) {
      Beside beside = Beside.of(database, perdure);
      List<Call> calls = calls(perdure);
      assertThat(calls).hasSizeGreaterThan(80);
      List<Refused> refused = new ArrayList<>();
      Set<String> never = new TreeSet<>();
      Map<Class<?>, List<Object>> kept = new HashMap<>();
      // Twice, so that what was answered last is given to what is called first.
      for (int round = 0; round < 2; round++) {
        for (Call call : calls) {
          boolean taken = false;
          for (int i = 0; i < DRAWS || (!taken && i < MOST_DRAWS); i++) {
            taken |= run(call, round, i, kept, operations, refused);
          }
          if (taken) {
            never.remove(call.name());
          } else {
            never.add(call.name());
          }
        }
      }
      assertThat(never).as("methods that took none of their draws").isEmpty();

      assertThat(refused).hasSizeGreaterThan(100);
      List<String> before = Rows.all(beside);
      for (Refused again : refused) {
        try {
          Draws.call(again.call().method(), again.call().on(), again.arguments());
          fail("%s was refused, and is not any more: %s", again.call().name(), again.arguments());
        } catch (InvocationTargetException e) {
          Refusals.assertMeant(again.call().name(), Draws.cause(e));
        }
      }
      assertThat(Rows.all(beside)).isEqualTo(before);
    }
  }

  /** Calls once; answers whether the store did something about it. */
  private static boolean run(
      Call call,
      int round,
      int draw,
      Map<Class<?>, List<Object>> kept,
      AtomicInteger operations,
      List<Refused> refused)
      throws Exception {
    String name = call.name() + " of draw " + draw + " in round " + round;
    Random random = new Random(31L * (31L * call.name().hashCode() + draw) + round);
    Draws draws = new Draws(random, round == 0 ? new HashMap<>() : kept);
    List<Object> arguments = draws.arguments(call.method());
    if (call.method().getName().startsWith("await")) {
      arguments.replaceAll(MethodsSuite::atOnce);
    }
    int before = operations.get();
    String outcome = TAKEN;
    try {
      Object answer = Draws.call(call.method(), call.on(), arguments);
      new Draws(random, kept).keep(readOut(answer));
    } catch (InvocationTargetException e) {
      Throwable thrown = Draws.cause(e);
      if (!named(thrown)) {
        Refusals.assertMeant(name + " with " + arguments, thrown);
        assertThat(operations.get())
            .as("operations begun by %s: %s", name, thrown)
            .isEqualTo(before);
        outcome = String.valueOf(thrown.getMessage());
        refused.add(new Refused(call, arguments));
      }
    }
    if (round == 0) {
      String first = FIRST.putIfAbsent(name, outcome);
      assertThat(outcome).as(name).isEqualTo(first == null ? outcome : first);
    }
    return outcome.equals(TAKEN);
  }

  /** Whether it is an exception that tells what the store found, not that something broke. */
  private static boolean named(Throwable thrown) {
    return thrown instanceof StoreException
        && !(thrown instanceof StoreFailureException)
        && !(thrown instanceof StoreUnavailableException)
        && !(thrown instanceof StoreBusyException)
        && !(thrown instanceof CorruptRecordException);
  }

  private static Object readOut(Object answer) throws Exception {
    if (answer instanceof Stream<?> stream) {
      try (stream) {
        return stream.toList();
      }
    }
    if (answer instanceof Archive archive) {
      try (InputStream bytes = archive.newInputStream()) {
        return bytes.readAllBytes();
      }
    }
    return answer;
  }

  /** Waits are for a moment only, where they are for as long as is allowed. */
  private static Object atOnce(Object argument) {
    return argument instanceof Duration wait
            && wait.compareTo(LEAST) > 0
            && wait.compareTo(Duration.ofDays(365)) <= 0
        ? LEAST
        : argument;
  }

  private static List<Call> calls(Perdure perdure) throws ReflectiveOperationException {
    Store store = perdure.namespace("shop");
    Map<String, Call> calls = new LinkedHashMap<>();
    add(calls, Store.class, store);
    for (Method room : Leaves.rooms().toList()) {
      add(calls, room.getReturnType(), Draws.call(room, store, List.of()));
    }
    add(calls, Administration.class, perdure.administration());
    return List.copyOf(calls.values());
  }

  private static void add(Map<String, Call> calls, Class<?> type, Object on) {
    Stream.of(type.getMethods())
        .filter(method -> !method.isBridge() && method.getDeclaringClass() != Object.class)
        .sorted(Comparator.comparing(Method::toGenericString))
        .map(method -> new Call(name(type, method), method, on))
        .filter(call -> !ELSEWHERE.contains(call.name().replaceFirst("\\(.*", "")))
        .forEach(call -> calls.putIfAbsent(call.name(), call));
  }

  private static String name(Class<?> type, Method method) {
    return type.getSimpleName()
        + "."
        + method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .toList()
            .toString()
            .replace('[', '(')
            .replace(']', ')');
  }
}
