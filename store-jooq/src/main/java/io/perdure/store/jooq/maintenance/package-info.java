/** Maintenance: what crosses the rooms because it takes a workflow out of all of them. */
@NullMarked
package io.perdure.store.jooq.maintenance;

import org.jspecify.annotations.NullMarked;
