/** A run of a few operations, for the tests of the checker. */
@NullMarked
package io.perdure.torture.workload;

import org.jspecify.annotations.NullMarked;
