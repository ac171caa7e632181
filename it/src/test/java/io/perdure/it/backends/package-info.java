/** Every backend that runs the suites. */
@NullMarked
package io.perdure.it.backends;

import org.jspecify.annotations.NullMarked;
