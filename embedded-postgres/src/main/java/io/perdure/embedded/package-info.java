/** A Postgres server of this process's own, for tests, the demo and the bench. */
@NullMarked
package io.perdure.embedded;

import org.jspecify.annotations.NullMarked;
