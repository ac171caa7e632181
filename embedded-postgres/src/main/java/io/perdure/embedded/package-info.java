/** A Postgres server of this process's own, for tests and the demo. */
@NullMarked
package io.perdure.embedded;

import org.jspecify.annotations.NullMarked;
