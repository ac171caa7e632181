/** What outputs promise. */
@NullMarked
package io.perdure.conformance.outputs;

import org.jspecify.annotations.NullMarked;
