/** Runs the examples, and compares what the documentation quotes of them. */
@NullMarked
package io.perdure.examples;

import org.jspecify.annotations.NullMarked;
