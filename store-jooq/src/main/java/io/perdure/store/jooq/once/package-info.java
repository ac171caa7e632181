/** Keys that make operations repeatable, and what was answered under them. */
@NullMarked
package io.perdure.store.jooq.once;

import org.jspecify.annotations.NullMarked;
