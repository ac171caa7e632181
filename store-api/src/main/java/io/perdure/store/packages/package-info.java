/**
 * Deployed packages: versions of code by type and hash, and the routes that say which one is on.
 */
@NullMarked
package io.perdure.store.packages;

import org.jspecify.annotations.NullMarked;
