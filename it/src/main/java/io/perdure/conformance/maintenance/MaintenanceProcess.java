package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/** Another process that deletes or prunes when it is told to. */
public final class MaintenanceProcess {
  private MaintenanceProcess() {}

  /** Takes one line: what to do. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      if ("prune".equals(heard.readLine())) {
        voice.println("ready");
        Prune few = Prune.atMost(2).ended(Cutoff.before(AT.plusSeconds(1)));
        while (store.maintenance().prune(few).more()) {
          voice.println("more");
        }
      } else {
        store.<Long, IOException>transact(
            tx -> {
              long events = tx.maintenance().delete(WorkflowId.of("order")).events();
              voice.println("deleted " + events);
              while (heard.readLine() != null) {
                voice.println("waiting");
              }
              return events;
            });
      }
    }
  }
}
