/** The stores that callers hold: the rooms of one namespace, put together. */
@NullMarked
package io.perdure.store.jooq;

import org.jspecify.annotations.NullMarked;
