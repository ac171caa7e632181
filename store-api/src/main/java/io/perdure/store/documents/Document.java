package io.perdure.store.documents;

import io.perdure.store.Payload;
import java.time.Instant;

/**
 * A document as it is stored.
 *
 * @param key its key
 * @param revision 1 or more; grows with every change of the key, through deletion too
 * @param payload what it holds
 * @param updatedAt when it was put, by the store's clock
 */
public record Document(String key, long revision, Payload payload, Instant updatedAt) {}
