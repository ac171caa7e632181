/** Suites of waking. */
@NullMarked
package io.perdure.conformance.waking;

import org.jspecify.annotations.NullMarked;
