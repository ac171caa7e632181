/** The suites of waiting, run on every backend. */
@NullMarked
package io.perdure.it.waking;

import org.jspecify.annotations.NullMarked;
