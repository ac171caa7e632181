package io.perdure.store.documents;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import java.util.Optional;

/**
 * The documents of a namespace, for reading.
 *
 * <p>A document is a small versioned value under a key: the head of a session, a snapshot, a
 * cursor. A key is 1 to 512 bytes of UTF-8. A row that this library cannot have written is a {@link
 * CorruptRecordException}. Thread-safe, unless it was got from a transaction or a snapshot.
 */
public interface DocumentsReader {
  /** The document under the key; empty if there is none. */
  Optional<Document> find(String key);

  /**
   * The document under the key.
   *
   * @throws NotFoundException if there is none
   */
  default Document get(String key) {
    return find(key).orElseThrow(() -> new NotFoundException("document", key));
  }

  /** The revision of the document under the key, without its payload; 0 if there is none. */
  long revision(String key);

  /** The documents by key in byte order, without their payloads. */
  Page<DocumentEntry> list(PageRequest page);
}
