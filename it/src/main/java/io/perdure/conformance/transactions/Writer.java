package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Another process: appends as fast as it can from the first line it hears to the next, and says
 * when it has got its share. In the end it says how many it appended, and the longest that one
 * took.
 */
public final class Writer {
  private Writer() {}

  /** Appends to the workflow of the first argument; the second is its share. */
  public static void main(String[] args) throws Exception {
    WorkflowId workflow = WorkflowId.of(Child.arguments(args).get(0));
    int share = Integer.parseInt(Child.arguments(args).get(1));
    BufferedReader heard = Child.heard();
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open()) {
      Store store = perdure.namespace("shop");
      long head = store.history().append(workflow, 0, event("first")).last();
      voice.println("ready");
      heard.readLine();
      int count = 0;
      long longest = 0;
      while (!heard.ready()) {
        long begun = System.nanoTime();
        head = store.history().append(workflow, head, event("next")).last();
        longest = Math.max(longest, System.nanoTime() - begun);
        count++;
        if (count == share) {
          voice.println("share");
        }
      }
      voice.println(count);
      voice.println(Duration.ofNanos(longest));
    }
  }
}
