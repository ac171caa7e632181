/**
 * SQLite: connections and settings, the writer with group commit, and the shapes of its statements.
 */
@NullMarked
package io.perdure.store.jooq.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
