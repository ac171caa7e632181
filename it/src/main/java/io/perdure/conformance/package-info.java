/** The conformance suites: what each room promises, proved on every backend. */
@NullMarked
package io.perdure.conformance;

import org.jspecify.annotations.NullMarked;
