/** Compares what is in a store with what was asked and told. */
@NullMarked
package io.perdure.torture.checker;

import org.jspecify.annotations.NullMarked;
