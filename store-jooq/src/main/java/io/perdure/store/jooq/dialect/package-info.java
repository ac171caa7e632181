/** The one place that knows that there are two databases. */
@NullMarked
package io.perdure.store.jooq.dialect;

import org.jspecify.annotations.NullMarked;
