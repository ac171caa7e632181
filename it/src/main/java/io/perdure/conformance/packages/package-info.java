/** The suites of packages and routes. */
@NullMarked
package io.perdure.conformance.packages;

import org.jspecify.annotations.NullMarked;
