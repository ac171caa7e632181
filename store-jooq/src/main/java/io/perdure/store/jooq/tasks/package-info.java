/** Tasks: the statements that enqueue, claim and settle them, and their lists. */
@NullMarked
package io.perdure.store.jooq.tasks;

import org.jspecify.annotations.NullMarked;
