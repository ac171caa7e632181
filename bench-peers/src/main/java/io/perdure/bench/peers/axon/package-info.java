/**
 * Axon Framework 4, its {@code JdbcEventStorageEngine}, on Postgres: Axon has no tables for SQLite.
 * The engine and the tables as they come, with Jackson instead of the default XStream, payloads as
 * bytes, a pool, and {@code reWriteBatchedInserts}, by which the driver makes a few inserts of many
 * rows out of a batch. A single event is a statement that commits itself; several are in a
 * transaction of a manager that binds a connection to the thread, as Spring's does.
 */
@NullMarked
package io.perdure.bench.peers.axon;

import org.jspecify.annotations.NullMarked;
