/** The suites of opening and closing, run on every backend. */
@NullMarked
package io.perdure.it.opening;

import org.jspecify.annotations.NullMarked;
