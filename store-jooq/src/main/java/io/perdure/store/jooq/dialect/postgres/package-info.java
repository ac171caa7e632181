/** Postgres: connections and settings, transactions, and the shapes of its statements. */
@NullMarked
package io.perdure.store.jooq.dialect.postgres;

import org.jspecify.annotations.NullMarked;
