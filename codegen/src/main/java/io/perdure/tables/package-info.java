/** Typed table classes, generated in the build from the changelog, and the converters they name. */
@NullMarked
package io.perdure.tables;

import org.jspecify.annotations.NullMarked;
