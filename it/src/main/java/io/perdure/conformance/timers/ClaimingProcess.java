package io.perdure.conformance.timers;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.timers.ClaimedTimer;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another process that claims when it is told to, and says what it got. */
public final class ClaimingProcess {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private ClaimingProcess() {}

  /** Answers each line by the names of all timers that it could claim. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      store.timers().nextDue();
      voice.println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        voice.println(String.join(" ", claimAll(store)));
      }
    }
  }

  /** Claims a few at a time until there is nothing to claim, and answers their names. */
  static List<String> claimAll(Store store) {
    List<String> all = new ArrayList<>();
    while (true) {
      List<ClaimedTimer> claimed = store.timers().claim(7, MINUTE);
      if (claimed.isEmpty()) {
        return all;
      }
      claimed.forEach(timer -> all.add(timer.timer()));
    }
  }
}
