/** Looks at a database as a whole, and says what endangers the store in it. */
@NullMarked
package io.perdure.cli.doctor;

import org.jspecify.annotations.NullMarked;
