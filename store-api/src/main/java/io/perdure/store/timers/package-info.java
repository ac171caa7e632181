/** Timers of workflows: when something is due, and who may act on it. */
@NullMarked
package io.perdure.store.timers;

import org.jspecify.annotations.NullMarked;
