/** Perdure itself, as its callers use it. */
@NullMarked
package io.perdure.bench.own;

import org.jspecify.annotations.NullMarked;
