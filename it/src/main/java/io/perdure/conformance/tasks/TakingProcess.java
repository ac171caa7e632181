package io.perdure.conformance.tasks;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A process that claims tasks, and completes them or holds them until it is killed. */
final class TakingProcess {
  private TakingProcess() {}

  /** {@code all} claims and completes what there is, {@code hold} claims three; answers keys. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      store.tasks().maxDeliveries(Work.MAIL);
      voice.println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        List<String> keys =
            line.equals("hold")
                ? Work.keys(store.tasks().claim(Work.MAIL, 3, Work.MINUTE))
                : completeAll(store);
        voice.println(String.join(" ", keys));
      }
    }
  }

  /**
   * Claims a few at a time and completes them until there are none, and answers which were. None of
   * those claims expires: a task that was lost was handed to another as well, and is answered as
   * such.
   */
  static List<String> completeAll(Store store) {
    List<String> all = new ArrayList<>();
    while (true) {
      List<ClaimedTask> claimed = store.tasks().claim(Work.MAIL, 7, Work.MINUTE);
      if (claimed.isEmpty()) {
        return all;
      }
      List<Settled> settled =
          store
              .tasks()
              .settle(
                  claimed.stream().map(task -> new Settlement(task, Outcome.completed())).toList());
      for (int i = 0; i < claimed.size(); i++) {
        String key = claimed.get(i).key().key();
        all.add(settled.get(i) == Settled.SETTLED ? key : "lost-" + key);
      }
    }
  }
}
