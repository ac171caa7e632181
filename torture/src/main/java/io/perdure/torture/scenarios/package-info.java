/** Faults that need a stage of their own, and what is expected of each written down beside it. */
@NullMarked
package io.perdure.torture.scenarios;

import org.jspecify.annotations.NullMarked;
