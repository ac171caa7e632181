/** Transactions, retries, contexts and namespaces: what every room runs on. */
@NullMarked
package io.perdure.store.jooq.engine;

import org.jspecify.annotations.NullMarked;
