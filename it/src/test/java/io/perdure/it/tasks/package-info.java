/** The suites of that room, run on every backend. */
@NullMarked
package io.perdure.it.tasks;

import org.jspecify.annotations.NullMarked;
