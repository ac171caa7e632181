package io.perdure.torture.workload;

import io.perdure.store.WorkflowId;
import io.perdure.store.leases.Held;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.util.Optional;
import java.util.Random;

/**
 * Takes a lease, writes while it has it, each write fenced, and gives it up or lets it expire. Of
 * the history of a resource the fences must only grow, whoever was frozen meanwhile.
 */
final class Holder extends Trade {
  Holder(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    String resource = name("resource", 2);
    Told told = desk().alone("acquire", new Effect.Acquire(resource, desk().name()));
    if (!done(told)) {
      return;
    }
    if (!told.fact(0).equals("held")) {
      hold(resource, Long.parseLong(told.fact(0)));
    } else if (percent(10)) {
      takeOver(resource);
    }
  }

  private void takeOver(String resource) {
    Optional<Held> observed = desk().hand().observed(resource);
    if (observed.isPresent()) {
      Told told =
          desk()
              .alone(
                  "take-over",
                  new Effect.TakeOver(resource, desk().name(), observed.get().fence()));
      if (done(told) && !told.fact(0).equals("late")) {
        hold(resource, Long.parseLong(told.fact(0)));
      }
    }
  }

  private void hold(String resource, long fence) {
    for (int i = 2 + any(8); i > 0; i--) {
      long head = desk().store().history().head(WorkflowId.of(resource));
      Told told =
          desk().together("fenced", new Effect.Fenced(resource, fence), events(resource, head, 1));
      if (refusedBy(told, "LeaseLostException")) {
        return;
      }
      if (percent(30)) {
        desk().alone("renew", new Effect.Renew(resource, fence));
      }
    }
    if (percent(70)) {
      desk().alone("give-up", new Effect.GiveUp(resource, fence));
    }
  }
}
