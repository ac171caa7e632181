/**
 * DBOS Transact for Java, on Postgres. Histories are the recorded steps of a running workflow,
 * which is how it makes progress durable; tasks are workflows of a queue whose {@code
 * workerConcurrency} is the number of claimants. The queue is polled every millisecond instead of
 * every second, because that interval is all that brings a new task to a worker that has become
 * free. What is to wait is made from a workflow that it enqueued itself, by copying its row. No
 * admin server, and no connection to its makers' service, which would need a key.
 */
@NullMarked
package io.perdure.bench.peers.dbos;

import org.jspecify.annotations.NullMarked;
