/** History: appending, reading, life cycles, lists. */
@NullMarked
package io.perdure.conformance.history;

import org.jspecify.annotations.NullMarked;
