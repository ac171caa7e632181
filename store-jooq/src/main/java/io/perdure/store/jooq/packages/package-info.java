/** Deployed packages and their routes: archives in chunks, staged before anybody sees them. */
@NullMarked
package io.perdure.store.jooq.packages;

import org.jspecify.annotations.NullMarked;
