/** The suites of bad input. */
@NullMarked
package io.perdure.it.input;

import org.jspecify.annotations.NullMarked;
