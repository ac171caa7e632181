package io.perdure.store.outputs;

import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.NotFoundException;

/** The outputs of a namespace, for reading and appending. */
public interface Outputs extends OutputsReader {
  /**
   * Appends an output.
   *
   * @return its id; with a key that was used before, the id that the first call answered
   * @throws NotFoundException if a parent does not exist; nothing was written
   * @throws SecondFinalException if it is a final, there is one of its attempt and producer
   *     already, and one of the two was to be the only one; nothing was written
   * @throws IdempotencyConflictException if the key was used before with another output
   * @throws IllegalArgumentException if the payload is over the store's limit
   */
  OutputId append(NewOutput output);
}
