/** Statements compiled once from typed queries, and the session that runs them on a connection. */
@NullMarked
package io.perdure.store.jooq.sql;

import org.jspecify.annotations.NullMarked;
