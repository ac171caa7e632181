package io.perdure.bench.places;

/**
 * What the tasks of a place take, in bytes.
 *
 * @param table the table of tasks
 * @param indexes its indexes
 * @param log the write-ahead log: of SQLite the file, of Postgres all that was written since the
 *     place was made
 * @param dead rows that nobody will see again, as Postgres reckons them; none on SQLite
 */
public record Size(long table, long indexes, long log, long dead) {}
