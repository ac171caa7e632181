package io.perdure.torture.workload;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreException;
import io.perdure.store.documents.Documents;

/** A process that opens a store to write, then to read, and says what came of both. */
public final class Opener {
  /** What each line begins with that it says. */
  public static final String SAYS = "opened anew ";

  private Opener() {}

  /** Takes the address. */
  public static void main(String[] args) {
    Door door = Door.told(args[0]);
    try (Perdure perdure = door.forWorkers().open()) {
      Documents documents = perdure.namespace("opener").documents();
      documents.put("opener", documents.revision("opener"), Hand.payload("opened"));
      System.out.println(SAYS + "to write: it writes");
    } catch (StoreException e) {
      System.out.println(SAYS + "to write: " + e);
    }
    try (PerdureReader reader = door.open().openReadOnly()) {
      int read =
          reader.namespace(Door.NAMESPACE).history().ids(PageRequest.first(100)).entries().size();
      System.out.println(SAYS + "to read: it reads " + read + " histories");
    } catch (StoreException e) {
      System.out.println(SAYS + "to read: " + e);
    }
    Runtime.getRuntime().halt(0);
  }
}
