/** What transactions promise: X of the contract. */
@NullMarked
package io.perdure.conformance.transactions;

import org.jspecify.annotations.NullMarked;
