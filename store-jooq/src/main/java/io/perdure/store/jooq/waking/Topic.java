package io.perdure.store.jooq.waking;

/**
 * What somebody waits for: something to do in a part of a room of a namespace.
 *
 * @param part of the room; empty for all of it
 */
public record Topic(String room, String namespace, String part) {
  /** All of the room. */
  public static Topic of(String room, String namespace) {
    return new Topic(room, namespace, "");
  }

  /** All of its room. */
  public Topic whole() {
    return of(room, namespace);
  }
}
