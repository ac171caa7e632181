/** Runs small tortures on both databases, and spoils finished runs to see the checker turn red. */
@NullMarked
package io.perdure.torture;

import org.jspecify.annotations.NullMarked;
