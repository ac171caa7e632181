/**
 * What hand-written JDBC does with the same tables: the floors that Perdure is held against.
 *
 * <p>SQL stands here by hand because that is what is compared. All three write the rows that
 * Perdure writes, into tables that its migration made, and guard them alike: an append by the head,
 * a completion by its claim; tasks of held workflows are not handed out. Not checked is what
 * callers hand in, how often a task was handed out, and what is read; nothing rings for who waits.
 *
 * <ul>
 *   <li><i>naive</i>: statement by statement, a transaction for each caller on a connection of its
 *       own;
 *   <li><i>usual</i>: batches; on SQLite one connection under a mutex;
 *   <li><i>best</i>: on Postgres one statement for all of it, over arrays where there are many
 *       rows; on SQLite one connection whose commits callers share.
 * </ul>
 */
@NullMarked
package io.perdure.bench.floors;

import org.jspecify.annotations.NullMarked;
