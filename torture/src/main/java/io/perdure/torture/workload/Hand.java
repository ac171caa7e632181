package io.perdure.torture.workload;

import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Rooms;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Held;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one thread was given and holds: claims and leases, which only whoever was given them can
 * use; and what is asked of the rooms that give them. Not thread-safe.
 */
final class Hand {
  /** For how long claims and leases are asked. */
  static final Duration TERM = Duration.ofMillis(1500);

  private final Map<String, ClaimedTask> tasks = new HashMap<>();
  private final Map<String, ClaimedTimer> timers = new HashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, Held> observed = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  ClaimedTask task(String workflow, String task) {
    return held(tasks, name(workflow, task));
  }

  ClaimedTimer timer(String workflow, String timer) {
    return held(timers, name(workflow, timer));
  }

  Lease lease(String resource) {
    return held(leases, resource);
  }

  /** What the last look at that resource found, if somebody held it. */
  Optional<Held> observed(String resource) {
    return Optional.ofNullable(observed.get(resource));
  }

  void observe(Held held) {
    observed.put(held.resource(), held);
  }

  /** Whether the effect needs what only this hand holds, so that no other can repeat it. */
  static boolean isNeededBy(Effect effect) {
    return effect instanceof Effect.Settle
        || effect instanceof Effect.Heartbeat
        || effect instanceof Effect.Fire
        || effect instanceof Effect.Fenced
        || effect instanceof Effect.Renew
        || effect instanceof Effect.GiveUp
        || effect instanceof Effect.TakeOver;
  }

  String claim(Rooms rooms, Op op, Effect.Claim claim) {
    List<ClaimedTask> claimed =
        rooms
            .tasks()
            .claim(TaskClaim.from(claim.queue(), (int) claim.limit(), TERM).token(token(op)));
    claimed.forEach(task -> tasks.put(name(task.key()), task));
    return claimed.stream()
        .map(task -> name(task.key()) + ":" + task.deliveries())
        .collect(Collectors.joining(","));
  }

  String claim(Rooms rooms, Op op, Effect.ClaimTimers claim) {
    List<ClaimedTimer> claimed = rooms.timers().claim(token(op), (int) claim.limit(), TERM);
    claimed.forEach(timer -> timers.put(name(timer.workflow().value(), timer.timer()), timer));
    return claimed.stream()
        .map(timer -> name(timer.workflow().value(), timer.timer()))
        .collect(Collectors.joining(","));
  }

  String heartbeat(Rooms rooms, Effect.Heartbeat beat) {
    ClaimedTask longer = rooms.tasks().heartbeat(task(beat.workflow(), beat.task()), TERM);
    tasks.put(name(longer.key()), longer);
    return "longer";
  }

  String acquire(Rooms rooms, Effect.Acquire acquire) {
    Acquisition answer = rooms.leases().acquire(acquire.resource(), owner(acquire.owner()), TERM);
    answer.ifHeld(this::observe);
    answer.lease().ifPresent(lease -> leases.put(lease.resource(), lease));
    return answer.lease().map(lease -> "" + lease.fence()).orElse("held");
  }

  String takeOver(Rooms rooms, Effect.TakeOver take) {
    Optional<Lease> taken =
        rooms
            .leases()
            .takeOver(held(observed, take.resource()), owner(take.owner()), "torture", TERM);
    taken.ifPresent(lease -> leases.put(lease.resource(), lease));
    return taken.map(lease -> "" + lease.fence()).orElse("late");
  }

  String renew(Rooms rooms, Effect.Renew renew) {
    Lease longer = rooms.leases().renew(lease(renew.resource()), TERM);
    leases.put(longer.resource(), longer);
    return "" + longer.fence();
  }

  private Token token(Op op) {
    return tokens.computeIfAbsent(op.id(), id -> Token.random());
  }

  /** What is not needed any more is forgotten. */
  void forget(Op op) {
    tokens.remove(op.id());
  }

  private static Owner owner(String name) {
    return Owner.of("torture", name);
  }

  private static <T> T held(Map<String, T> all, String name) {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not in this hand"));
  }

  static String name(TaskKey key) {
    return name(key.workflow().map(WorkflowId::value).orElse(""), key.key());
  }

  private static String name(String workflow, String part) {
    return workflow + "/" + part;
  }

  static Payload payload(String content) {
    return new Payload(Bytes.utf8(content), Payload.OCTET_STREAM);
  }

  static Key key(Op op) {
    return Key.of(op.id());
  }
}
