package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Halt;
import io.perdure.store.Store;
import java.io.BufferedReader;
import java.io.PrintStream;

/** Another process that pays under a key and ends at the point that it is told. */
final class OnceHaltingProcess {
  private OnceHaltingProcess() {}

  /** Takes lines of a point and a key. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (BufferedReader heard = Child.heard();
        Halt halt = new Halt(args, voice)) {
      Store store = halt.perdure().namespace("shop");
      pay(halt.perdure().namespace("rehearsal"), "rehearsal");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        String[] words = line.split(" ", 2);
        halt.at(Long.parseLong(words[0]));
        long answer = pay(store, words[1]);
        halt.at(0);
        voice.println("answered " + answer);
      }
    }
  }

  /** Appends an event of that name under that key, once, and answers its number. */
  static long pay(Store store, String key) {
    return store.transact(
        OnceSuite.longs("halting", key),
        tx ->
            tx.history()
                .append(OnceSuite.ORDER, tx.history().head(OnceSuite.ORDER), event(key))
                .last());
  }
}
