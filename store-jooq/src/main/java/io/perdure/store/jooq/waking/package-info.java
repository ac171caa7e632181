/** Waking who waits for something to do: in this process and, where the database can, in others. */
@NullMarked
package io.perdure.store.jooq.waking;

import org.jspecify.annotations.NullMarked;
