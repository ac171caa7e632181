package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;
import java.util.UUID;

/**
 * Who holds leases: a participant, and which start of it.
 *
 * <p>A participant that starts again does not know what it held before, so that each start is
 * another incarnation and another owner.
 *
 * @param id of the participant, like a node's name; 1 to 512 bytes of UTF-8
 * @param incarnation of its start; 1 to 512 bytes of UTF-8, never used for another start
 */
public record Owner(String id, String incarnation) implements Serializable {
  public Owner {
    Checks.id("owner id", id);
    Checks.id("owner incarnation", incarnation);
  }

  /** That participant as it starts now, with a random incarnation: once per start of a process. */
  public static Owner starting(String id) {
    return new Owner(id, UUID.randomUUID().toString());
  }

  /** The participant in that incarnation. */
  public static Owner of(String id, String incarnation) {
    return new Owner(id, incarnation);
  }

  @Override
  public String toString() {
    return id + "/" + incarnation;
  }
}
