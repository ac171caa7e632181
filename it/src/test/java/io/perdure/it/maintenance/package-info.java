/** Maintenance on every backend. */
@NullMarked
package io.perdure.it.maintenance;

import org.jspecify.annotations.NullMarked;
