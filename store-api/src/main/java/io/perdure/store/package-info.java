/**
 * The store as its callers see it: the store and its transactions, and what all rooms share.
 *
 * <p>Every room has a package of its own beside this one. Nothing here is ever null: an argument
 * that is null is refused with {@link IllegalArgumentException}, and an answer that may be missing
 * is an {@link java.util.Optional}.
 */
@NullMarked
package io.perdure.store;

import org.jspecify.annotations.NullMarked;
