/**
 * db-scheduler 16, on SQLite and Postgres. As its documentation says it is fastest: {@code
 * pollUsingLockAndFetch(2, 6)} on Postgres, which claims by one statement, up to six executions for
 * each thread, again when only two for each are left; {@code pollUsingFetch(2, 6)} on SQLite, which
 * has no such claim; {@code enableImmediateExecution}; as many threads as there are claimants; the
 * table and the indexes that it asks for, and a serializer that leaves bytes as they are. Its tasks
 * are its timers.
 */
@NullMarked
package io.perdure.bench.peers.dbscheduler;

import org.jspecify.annotations.NullMarked;
