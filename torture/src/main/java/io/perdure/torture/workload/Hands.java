package io.perdure.torture.workload;

import io.perdure.store.Bytes;
import io.perdure.store.Lease;
import io.perdure.store.Rooms;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.TaskKey;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Does in the rooms what an operation asks, through the API that everybody has. */
final class Hands {
  /** The type of every workflow. */
  static final String TYPE = "torture";

  private Hands() {}

  /** Does all effects of the operation in order, and answers a fact for each. */
  static List<String> doAll(Rooms rooms, Hand hand, Op op) {
    List<String> facts = new ArrayList<>();
    for (Effect effect : op.effects()) {
      facts.add(perform(rooms, hand, op, effect));
    }
    return facts;
  }

  private static String perform(Rooms rooms, Hand hand, Op op, Effect effect) {
    if (effect instanceof Effect.Events events) {
      return append(rooms, op, events);
    } else if (effect instanceof Effect.Put put) {
      return ""
          + rooms.documents().put(put.document(), put.revision(), Hand.payload(op.content(0)));
    } else if (effect instanceof Effect.Drop drop) {
      return "" + rooms.documents().delete(drop.document(), drop.revision());
    } else if (effect instanceof Effect.Produce produce) {
      return produce(rooms, op, produce);
    } else if (effect instanceof Effect.Deploy deploy) {
      Bytes archive = archive(deploy.hash(), deploy.length());
      rooms
          .packages()
          .put(new DeployedPackage(deploy.type(), deploy.hash(), Instant.EPOCH), archive);
      return "deployed";
    } else if (effect instanceof Effect.Point point) {
      rooms.packages().pointRoute(point.type(), point.hash());
      return "pointed";
    } else if (effect instanceof Effect.Remove remove) {
      rooms.packages().delete(remove.type(), remove.hash());
      return "removed";
    } else if (effect instanceof Effect.Schedule schedule) {
      Instant at = Instant.ofEpochMilli(schedule.fireAtMillis());
      return rooms
          .timers()
          .schedule(WorkflowId.of(schedule.workflow()), schedule.timer(), at)
          .change()
          .name();
    } else if (effect instanceof Effect.CancelTimer cancel) {
      return "" + rooms.timers().cancel(WorkflowId.of(cancel.workflow()), cancel.timer());
    }
    return performMaintenance(rooms, hand, op, effect);
  }

  private static String performMaintenance(Rooms rooms, Hand hand, Op op, Effect effect) {
    if (effect instanceof Effect.Delete delete) {
      return counts(rooms.maintenance().delete(WorkflowId.of(delete.workflow())));
    } else if (effect instanceof Effect.Prune prune) {
      Pruned pruned = rooms.maintenance().prune(request(prune));
      return counts(pruned.removed()) + "," + (pruned.more() ? "more" : "all");
    } else if (effect instanceof Effect.Collect collect) {
      return "" + rooms.packages().collect((int) collect.limit());
    }
    return performOnTasks(rooms, hand, op, effect);
  }

  private static Prune request(Effect.Prune prune) {
    Prune request = Prune.atMost((int) prune.limit());
    Cutoff age = Cutoff.olderThan(Duration.ofMillis(prune.ageMillis()));
    return switch (prune.old()) {
      case WORKFLOWS -> request.ended(Cutoff.before(Instant.EPOCH));
      case TASKS -> request.tasks(age);
      case DEAD_LETTERS -> request.deadLetters(age);
      case KEYS -> request.keys(age);
    };
  }

  private static String counts(Removed removed) {
    return "%d,%d,%d,%d,%d,%d"
        .formatted(
            removed.workflows(),
            removed.runs(),
            removed.events(),
            removed.keys(),
            removed.timers(),
            removed.tasks());
  }

  /** What is there to be pruned says of itself that it is older than all else. */
  private static Instant recordedAt(String workflow) {
    return workflow.startsWith(Sweeper.NOUN) ? Instant.EPOCH.minusSeconds(1) : Instant.EPOCH;
  }

  private static String performOnTasks(Rooms rooms, Hand hand, Op op, Effect effect) {
    if (effect instanceof Effect.Enqueue enqueue) {
      Due due =
          enqueue.delayMillis() == 0 ? Due.now() : Due.in(Duration.ofMillis(enqueue.delayMillis()));
      TaskKey key = key(enqueue.workflow(), enqueue.task());
      return rooms
          .tasks()
          .enqueue(NewTask.of(key, enqueue.queue(), Hand.payload(op.content(0))).due(due))
          .name();
    } else if (effect instanceof Effect.Claim claim) {
      return hand.claim(rooms, op, claim);
    } else if (effect instanceof Effect.Heartbeat beat) {
      return hand.heartbeat(rooms, beat);
    } else if (effect instanceof Effect.Settle settle) {
      rooms.tasks().settle(hand.task(settle.workflow(), settle.task()), outcome(settle.outcome()));
      return "settled";
    } else if (effect instanceof Effect.Hold hold) {
      return "" + rooms.tasks().hold(WorkflowId.of(hold.workflow()));
    } else if (effect instanceof Effect.Release release) {
      return "" + rooms.tasks().release(WorkflowId.of(release.workflow()));
    } else if (effect instanceof Effect.CancelTasks cancel) {
      return rooms.tasks().cancelAll(WorkflowId.of(cancel.workflow())).stream()
          .map(Hand::name)
          .collect(Collectors.joining(","));
    } else if (effect instanceof Effect.Requeue requeue) {
      return "" + rooms.tasks().requeue(key(requeue.workflow(), requeue.task()));
    }
    return performOnClaims(rooms, hand, op, effect);
  }

  private static String performOnClaims(Rooms rooms, Hand hand, Op op, Effect effect) {
    if (effect instanceof Effect.ClaimTimers claim) {
      return hand.claim(rooms, op, claim);
    } else if (effect instanceof Effect.Fire fire) {
      rooms.timers().fired(hand.timer(fire.workflow(), fire.timer()));
      return "fired";
    } else if (effect instanceof Effect.Acquire acquire) {
      return hand.acquire(rooms, acquire);
    } else if (effect instanceof Effect.TakeOver take) {
      return hand.takeOver(rooms, take);
    } else if (effect instanceof Effect.Renew renew) {
      return hand.renew(rooms, renew);
    } else if (effect instanceof Effect.GiveUp giveUp) {
      Lease lease = hand.lease(giveUp.resource());
      rooms.leases().release(lease);
      return "" + lease.fence();
    } else if (effect instanceof Effect.Fenced fenced) {
      return "" + fenced.fence(); // the transaction itself has the fence
    }
    throw new IllegalStateException("nobody does " + effect);
  }

  private static String append(Rooms rooms, Op op, Effect.Events events) {
    List<NewEvent> all = new ArrayList<>();
    for (int i = 0; i < events.marks().size(); i++) {
      NewEvent event =
          NewEvent.of(op.kind(), Hand.payload(op.content(i)), recordedAt(events.workflow()));
      String mark = events.marks().get(i);
      all.add(mark.equals("none") ? event : event.mark(mark(MarkKind.valueOf(mark))));
    }
    Append append = Append.to(WorkflowId.of(events.workflow())).at(events.head()).events(all);
    Appended appended =
        rooms
            .history()
            .append(events.repeat() == Effect.Repeat.KEYED ? append.key(Hand.key(op)) : append);
    return appended.first() + "-" + appended.last();
  }

  private static Mark mark(MarkKind kind) {
    return switch (kind) {
      case STARTED -> Mark.started(TYPE);
      case FAILED -> Mark.failed("as the torture wants it");
      default -> new Mark.Plain(kind);
    };
  }

  private static String produce(Rooms rooms, Op op, Effect.Produce produce) {
    NewOutput output =
        NewOutput.of(
                TaskAttempt.of(produce.task(), 1),
                produce.producer(),
                OutputKind.valueOf(produce.kind()))
            .payload(Hand.payload(op.content(0)))
            .parents(produce.parents().stream().map(OutputId::of).toList());
    NewOutput asked = output.kind().isFinal() ? output.onlyFinal() : output;
    return rooms
        .outputs()
        .append(produce.repeat() == Effect.Repeat.KEYED ? asked.key(Hand.key(op)) : asked)
        .value();
  }

  /** The archive of that hash: bytes that follow from it. */
  static Bytes archive(String hash, long length) {
    byte[] bytes = new byte[(int) length];
    new Random(hash.hashCode()).nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  private static Outcome outcome(String name) {
    return switch (name) {
      case "complete" -> Outcome.completed();
      case "retry" -> Outcome.retry(Due.in(Duration.ofMillis(50)));
      case "abandon" -> Outcome.abandoned();
      default -> Outcome.failed("as the torture wants it");
    };
  }

  private static TaskKey key(String workflow, String task) {
    return workflow.isEmpty() ? TaskKey.of(task) : TaskKey.of(WorkflowId.of(workflow), task);
  }
}
