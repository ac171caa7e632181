/** Timers: the statements that schedule, claim and remove them, and their lists. */
@NullMarked
package io.perdure.store.jooq.timers;

import org.jspecify.annotations.NullMarked;
