/** Migration, validation and parity of the schema, on SQLite and on Postgres. */
@NullMarked
package io.perdure.schema;

import org.jspecify.annotations.NullMarked;
