/** What opening and closing promise: C of the contract. */
@NullMarked
package io.perdure.conformance.opening;

import org.jspecify.annotations.NullMarked;
