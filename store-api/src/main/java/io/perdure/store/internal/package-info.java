/** Argument checks that the rooms share; not for callers. */
@NullMarked
package io.perdure.store.internal;

import org.jspecify.annotations.NullMarked;
