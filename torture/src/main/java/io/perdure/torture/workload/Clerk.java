package io.perdure.torture.workload;

import io.perdure.store.history.MarkKind;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import io.perdure.torture.truth.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Takes orders: one transaction over most rooms, half of them under a key. Some end with something
 * that must be refused, so that the whole must be. Then holds, releases or cancels a few of them.
 */
final class Clerk extends Trade {
  private static final long FAR = Duration.ofDays(100).toMillis();

  Clerk(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    if (percent(20)) {
      Effect loose = new Effect.Enqueue("", desk().nextId(), queue(), delay());
      desk().alone("enqueue", loose);
      return;
    }
    String order = "order-" + desk().nextId();
    boolean timer = percent(50);
    boolean far = percent(20);
    Told told =
        desk()
            .ask(
                "order",
                percent(50) ? Op.Manner.ONCE : Op.Manner.TOGETHER,
                order(order, timer, far));
    if (done(told)) {
      afterwards(order, timer && far);
    }
  }

  private List<Effect> order(String order, boolean timer, boolean far) {
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.Events(order, 0, List.of(MarkKind.STARTED.name(), NONE), Effect.Repeat.PLAIN));
    for (int i = 1 + any(3); i > 0; i--) {
      effects.add(new Effect.Enqueue(order, "task-" + i, queue(), delay()));
    }
    if (timer) {
      effects.add(new Effect.Schedule(order, "remind", now() + (far ? FAR : any(1500))));
    }
    if (percent(50)) {
      effects.add(new Effect.Put(order, 0));
    }
    if (percent(50)) {
      effects.add(new Effect.Produce(order, "clerk", "PROGRESS", List.of(), Effect.Repeat.PLAIN));
    }
    if (percent(10)) {
      effects.add(new Effect.Deploy("order", order, any(20_000)));
    }
    if (percent(10)) {
      effects.add(new Effect.Put("never-" + order, 7));
    }
    return effects;
  }

  private void afterwards(String order, boolean far) {
    if (far) {
      desk()
          .alone(
              percent(50) ? "reschedule" : "cancel-timer",
              percent(50)
                  ? new Effect.CancelTimer(order, "remind")
                  : new Effect.Schedule(order, "remind", now() + any(500)));
    }
    int next = any(100);
    if (next < 6) {
      desk().alone("hold", new Effect.Hold(order));
      desk().alone("release", new Effect.Release(order));
    } else if (next < 10) {
      desk().alone("cancel-tasks", new Effect.CancelTasks(order));
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /** Tasks of the second queue are given up by everybody, until they are dead letters. */
  private String queue() {
    return percent(92) ? TaskWorker.QUEUE : TaskWorker.BRITTLE;
  }

  private long delay() {
    return percent(70) ? 0 : 1 + any(800);
  }
}
