/** The Postgres server that the tests run on, from wherever it can be had. */
@NullMarked
package io.perdure.it.postgres;

import org.jspecify.annotations.NullMarked;
