/** Input: what callers may give that is bad, at a bound, or meant to do harm. */
@NullMarked
package io.perdure.conformance.input;

import org.jspecify.annotations.NullMarked;
