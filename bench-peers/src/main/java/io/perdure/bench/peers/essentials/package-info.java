/**
 * Essentials 0.40, its event store and its durable queues, on Postgres, which is all it runs on.
 * The event store: a table of its own for the type of aggregate, identifiers as text, events as
 * {@code jsonb}, and the order that is expected told, which saves a query. The queue: its default
 * mode of a transaction for each operation, and a table of its own for each work; claimants ask for
 * the next message and acknowledge it by its public methods, so that no interval of polling counts.
 */
@NullMarked
package io.perdure.bench.peers.essentials;

import org.jspecify.annotations.NullMarked;
