package io.perdure.conformance.transactions;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import java.io.BufferedReader;
import java.io.PrintStream;

/** Another process that pays under the keys that it is told, and says what it was answered. */
final class OnceProcess {
  private OnceProcess() {}

  /** Takes lines of keys. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      voice.println("ready");
      for (String key = heard.readLine(); key != null; key = heard.readLine()) {
        voice.println(OnceSuite.pay(store, OnceSuite.longs("process", key)));
      }
    }
  }
}
