/** Workflow histories on SQL: appends, reads, marks and lists. */
@NullMarked
package io.perdure.store.jooq.history;

import org.jspecify.annotations.NullMarked;
