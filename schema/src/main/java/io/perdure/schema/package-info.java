/**
 * The database schema and the door that applies it: status, validation, migration and the SQL text.
 */
@NullMarked
package io.perdure.schema;

import org.jspecify.annotations.NullMarked;
