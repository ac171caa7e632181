package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ENGINE;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import java.io.BufferedReader;
import java.io.PrintStream;

/** Another process that acquires and works when it is told to, and says how that went. */
public final class LeasingProcess {
  private LeasingProcess() {}

  /** Takes lines of "acquire" or of a number of rounds. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      Owner owner = Owner.starting("child");
      store.leases().find(ENGINE);
      voice.println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        if (line.startsWith("acquire")) {
          String resource = line.split(" ", 2)[1];
          voice.println(
              store.leases().acquire(resource, owner, Holders.TTL).lease().isPresent()
                  ? "won"
                  : "held");
        } else {
          voice.println("wrote " + Rivals.work(store, owner, Integer.parseInt(line)));
        }
      }
    }
  }
}
