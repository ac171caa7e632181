/** What was asked and what was told, written down outside of the database. */
@NullMarked
package io.perdure.torture.truth;

import org.jspecify.annotations.NullMarked;
