package io.perdure.store.documents;

import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;

/** The documents of a namespace, for reading and writing. */
public interface Documents extends DocumentsReader {
  /**
   * Puts the payload under the key, if the stored revision is the expected one. The payload and its
   * revision change together.
   *
   * @param expectedRevision the revision that the caller has seen; 0 means that there is no
   *     document
   * @return the new revision: above every revision that the key has ever had, and the expected one
   *     plus 1 if there was a document
   * @throws RevisionConflictException if another revision is stored; nothing was written
   * @throws IllegalArgumentException if the payload is over the store's limit
   */
  long put(String key, long expectedRevision, Payload payload);

  /**
   * Deletes the document under the key, if the stored revision is the expected one. The key keeps
   * its count: a document that is put there again has a higher revision.
   *
   * @return whether there was one; that there is none is no conflict, whatever was expected, so
   *     that a repeat does nothing
   * @throws RevisionConflictException if a document of another revision is stored; nothing was
   *     written
   */
  boolean delete(String key, long expectedRevision);
}
