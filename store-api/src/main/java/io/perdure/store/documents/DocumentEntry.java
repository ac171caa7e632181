package io.perdure.store.documents;

import java.time.Instant;

/**
 * A document in a list, without its payload.
 *
 * @param key its key
 * @param revision its revision, 1 or more
 * @param contentType the payload's content type
 * @param size the payload's bytes
 * @param updatedAt when it was put, by the store's clock
 */
public record DocumentEntry(
    String key, long revision, String contentType, long size, Instant updatedAt) {}
