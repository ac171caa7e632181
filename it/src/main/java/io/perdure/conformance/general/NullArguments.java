package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.SnapshotBody;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.TransactionBody;
import io.perdure.store.TransactionOptions;
import io.perdure.store.TransactionOptions.ConnectionUse;
import io.perdure.store.TransactionOptions.Isolation;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decider;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.leases.Acquired;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.LossListener;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.NewTimer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls every public method with one argument null and good ones else. */
final class NullArguments {
  private static final Owner OWNER = Owner.of("o", "1");
  private static final Token TOKEN = Token.random();
  private static final Lease LEASE =
      new Lease("r", OWNER, TOKEN, 1, AT, Term.beginning(Duration.ofSeconds(1)));

  private static final NewTask TASK = NewTask.of(TaskKey.of("t"), "q", Payload.empty());

  /** A good value of every type that the API takes. */
  private static final Map<Class<?>, Object> GOOD =
      Map.ofEntries(
          Map.entry(String.class, "a"),
          Map.entry(byte[].class, new byte[] {1}),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(Object.class, "a"),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(List.class, List.of()),
          Map.entry(Instant.class, AT),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(OutputStream.class, OutputStream.nullOutputStream()),
          Map.entry(Bytes.class, Bytes.empty()),
          Map.entry(Payload.class, Payload.empty()),
          Map.entry(Key.class, Key.of("k")),
          Map.entry(Once.class, Once.key("s", Key.of("k"))),
          Map.entry(Function.class, Function.identity()),
          Map.entry(RunId.class, RunId.of("r")),
          Map.entry(WorkflowId.class, workflow("w")),
          Map.entry(PageToken.class, new PageToken("t")),
          Map.entry(PageRequest.class, PageRequest.first(1)),
          Map.entry(TransactionOptions.class, TransactionOptions.defaults()),
          Map.entry(Isolation.class, Isolation.NAMED_READS),
          Map.entry(ConnectionUse.class, ConnectionUse.NONE),
          Map.entry(TransactionBody.class, (TransactionBody<Object, RuntimeException>) tx -> 1),
          Map.entry(SnapshotBody.class, (SnapshotBody<Object, RuntimeException>) seen -> 1),
          Map.entry(Append.class, Append.to(workflow("w"))),
          Map.entry(NewEvent.class, event("e")),
          Map.entry(NewEvent[].class, new NewEvent[] {event("e")}),
          Map.entry(Mark.class, Mark.completed()),
          Map.entry(MarkKind.class, MarkKind.COMPLETED),
          Map.entry(Mark.Started.class, Mark.started("t")),
          Map.entry(Mark.Failed.class, Mark.failed("f")),
          Map.entry(Mark.Plain.class, Mark.completed()),
          Map.entry(WorkflowStatus.class, WorkflowStatus.RUNNING),
          Map.entry(EventRange.class, EventRange.all()),
          Map.entry(EventRange.Direction.class, EventRange.Direction.FORWARDS),
          Map.entry(WorkflowFilter.class, WorkflowFilter.all()),
          Map.entry(Set.class, Set.of()),
          Map.entry(WorkflowStatus[].class, new WorkflowStatus[] {WorkflowStatus.COMPLETED}),
          Map.entry(Cutoff.class, Cutoff.before(AT)),
          Map.entry(Prune.class, Prune.atMost(1)),
          Map.entry(Removed.class, Removed.nothing()),
          Map.entry(NewTimer.class, new NewTimer(workflow("w"), "t", AT)),
          Map.entry(
              ClaimedTimer.class,
              new ClaimedTimer(
                  workflow("w"),
                  "t",
                  AT,
                  Token.random(),
                  AT,
                  Term.beginning(Duration.ofSeconds(1)))),
          Map.entry(TaskKey.class, TASK.key()),
          Map.entry(TaskScope.class, TASK.scope()),
          Map.entry(Due.class, Due.now()),
          Map.entry(NewTask.class, TASK),
          Map.entry(TaskClaim.class, TaskClaim.from("q", 1, Duration.ofSeconds(1))),
          Map.entry(Outcome.class, Outcome.completed()),
          Map.entry(
              ClaimedTask.class,
              new ClaimedTask(
                  TASK.key(),
                  TASK.scope(),
                  TASK.payload(),
                  1,
                  1,
                  TOKEN,
                  AT,
                  Term.beginning(Duration.ofSeconds(1)))),
          Map.entry(InputStream.class, InputStream.nullInputStream()),
          Map.entry(DeployedPackage.class, new DeployedPackage("t", "h", AT)),
          Map.entry(StagedArchive.class, new StagedArchive("a", 1, "0".repeat(64))),
          Map.entry(TaskAttempt.class, TaskAttempt.of("t", 1)),
          Map.entry(OutputKind.class, OutputKind.SUCCEEDED),
          Map.entry(OutputId.class, OutputId.of("01890a5d-ac96-774b-bcce-b302099a8057")),
          Map.entry(OutputId[].class, new OutputId[0]),
          Map.entry(Content.class, Content.Reference.to("x:y")),
          Map.entry(
              NewOutput.class,
              NewOutput.of(TaskAttempt.of("t", 1), "producer", OutputKind.SUCCEEDED)),
          Map.entry(Latest.class, Latest.of("producer")),
          Map.entry(boolean.class, true),
          Map.entry(Decision.class, Decision.of("answer")),
          Map.entry(Token.class, TOKEN),
          Map.entry(Term.class, Term.beginning(Duration.ofSeconds(1))),
          Map.entry(Owner.class, OWNER),
          Map.entry(Lease.class, LEASE),
          Map.entry(Held.class, new Held("r", OWNER, 1, AT, Optional.empty())),
          Map.entry(Free.class, new Free("r", 0)),
          Map.entry(Acquired.class, new Acquired(LEASE)),
          Map.entry(Consumer.class, (Consumer<Object>) any -> {}),
          Map.entry(LossListener.class, (LossListener) lost -> {}),
          Map.entry(
              Decider.class, (Decider<Object, RuntimeException>) events -> Decision.of("answer")));

  private NullArguments() {}

  /**
   * One call with a null in it.
   *
   * @param name what is called, with which argument null
   */
  record Call(
      String name, Executable called, Optional<Object> on, List<@Nullable Object> arguments) {
    /** Calls, and answers what was thrown. */
    Optional<Throwable> thrown() throws ReflectiveOperationException {
      try {
        if (called instanceof Method method) {
          method.invoke(on.orElse(null), arguments.toArray());
        } else {
          ((Constructor<?>) called).newInstance(arguments.toArray());
        }
        return Optional.empty();
      } catch (InvocationTargetException e) {
        return Optional.ofNullable(e.getCause());
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every call with a null of constructors and static methods, and of methods on a good value. */
  static Stream<Call> ofValueType(Class<?> type) {
    Stream<Executable> makers =
        Stream.concat(
            Stream.of(type.getConstructors())
                .filter(c -> !Modifier.isAbstract(type.getModifiers())),
            Stream.of(type.getMethods()).filter(m -> Modifier.isStatic(m.getModifiers())));
    Optional<Object> good = Optional.ofNullable(GOOD.get(type));
    return Stream.concat(
        makers.flatMap(maker -> calls(type, maker, Optional.empty())),
        good.stream().flatMap(value -> ofMethods(type, value)));
  }

  /** Every call with a null of the instance methods of the type, on that object. */
  static Stream<Call> ofMethods(Class<?> type, Object on) {
    return Stream.of(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !method.getName().equals("equals") && !method.isBridge())
        .flatMap(method -> calls(type, method, Optional.of(on)));
  }

  private static Stream<Call> calls(Class<?> type, Executable called, Optional<Object> on) {
    if (type.isEnum()) {
      return Stream.empty();
    }
    Class<?>[] types = called.getParameterTypes();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isPrimitive()) {
        int nullAt = i;
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int at = 0; at < types.length; at++) {
          arguments.add(at == nullAt ? null : good(types[at]));
        }
        String name = type.getSimpleName() + "." + called.getName() + ", argument " + (i + 1);
        calls.add(new Call(name, called, on, arguments));
      }
    }
    return calls.stream();
  }

  /** A good value of the type. */
  static Object good(Class<?> type) {
    @Nullable Object value = GOOD.get(type);
    if (value == null) {
      throw new AssertionError("add a good value of " + type + " to " + NullArguments.class);
    }
    return value;
  }
}
