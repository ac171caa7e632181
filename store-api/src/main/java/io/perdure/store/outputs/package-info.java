/** Outputs: what tasks produce, as they produce it. */
@NullMarked
package io.perdure.store.outputs;

import org.jspecify.annotations.NullMarked;
