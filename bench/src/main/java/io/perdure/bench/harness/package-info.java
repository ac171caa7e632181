/**
 * Runs operations in turns and compares their times: an {@link io.perdure.bench.harness.Operation},
 * beside the one that is its floor, by one or many callers.
 */
@NullMarked
package io.perdure.bench.harness;

import org.jspecify.annotations.NullMarked;
