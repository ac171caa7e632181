/** The door: opens a store on SQLite or Postgres. */
@NullMarked
package io.perdure;

import org.jspecify.annotations.NullMarked;
