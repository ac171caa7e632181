/** The suites of transactions, run on every backend. */
@NullMarked
package io.perdure.it.transactions;

import org.jspecify.annotations.NullMarked;
