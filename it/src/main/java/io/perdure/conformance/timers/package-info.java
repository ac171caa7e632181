/** Suites of timers. */
@NullMarked
package io.perdure.conformance.timers;

import org.jspecify.annotations.NullMarked;
