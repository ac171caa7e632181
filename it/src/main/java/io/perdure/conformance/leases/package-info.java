/** Leases: acquiring, renewing, taking over, and the transactions that they fence. */
@NullMarked
package io.perdure.conformance.leases;

import org.jspecify.annotations.NullMarked;
