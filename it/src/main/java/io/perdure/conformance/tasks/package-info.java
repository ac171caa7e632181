/** Suites of tasks. */
@NullMarked
package io.perdure.conformance.tasks;

import org.jspecify.annotations.NullMarked;
