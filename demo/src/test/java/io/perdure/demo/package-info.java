/** Runs small demos, on both databases, and spoils stores to see the proof fail. */
@NullMarked
package io.perdure.demo;

import org.jspecify.annotations.NullMarked;
