/** Bodies that are too large for their row, in chunks beside it. */
@NullMarked
package io.perdure.store.jooq.bodies;

import org.jspecify.annotations.NullMarked;
