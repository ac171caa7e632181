/** Tasks: work that is decided in a transaction and handed out to one claimant at a time. */
@NullMarked
package io.perdure.store.tasks;

import org.jspecify.annotations.NullMarked;
