/** Leases, on any way of access to the database. */
@NullMarked
package io.perdure.store.jooq.leases;

import org.jspecify.annotations.NullMarked;
