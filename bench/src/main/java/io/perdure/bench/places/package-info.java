/** Databases to measure on: made for a run, and gone with it. */
@NullMarked
package io.perdure.bench.places;

import org.jspecify.annotations.NullMarked;
