/** Programs that the documentation quotes. */
@NullMarked
package io.perdure.examples;

import org.jspecify.annotations.NullMarked;
