/** Workflow histories: append-only sequences of events, and the status that their marks project. */
@NullMarked
package io.perdure.store.history;

import org.jspecify.annotations.NullMarked;
