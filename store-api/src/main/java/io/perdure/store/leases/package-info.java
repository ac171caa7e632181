/** Leases: who may work on a resource, for how long, and the fence that keeps all others out. */
@NullMarked
package io.perdure.store.leases;

import org.jspecify.annotations.NullMarked;
