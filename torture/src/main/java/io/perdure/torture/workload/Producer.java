package io.perdure.torture.workload;

import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.util.List;
import java.util.Random;

/** Tells what tasks say while they run: outputs with parents, and finals of which one may be. */
final class Producer extends Trade {
  private String task = "";
  private String parent = "";

  Producer(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    String now = name("job", 3);
    if (!now.equals(task)) {
      task = now;
      parent = "";
    }
    boolean last = percent(5);
    List<String> parents = parent.isEmpty() || percent(50) ? List.of() : List.of(parent);
    String kind =
        last
            ? oneOf(List.of("SUCCEEDED", "FAILED"))
            : oneOf(List.of("PROGRESS", "PARTIAL", "ARTIFACT"));
    Told told =
        desk()
            .alone(
                last ? "final" : "output",
                new Effect.Produce(
                    task, last ? "finisher" : desk().name(), kind, parents, keyedOrNot()));
    if (done(told)) {
      parent = told.fact(0);
    }
  }
}
