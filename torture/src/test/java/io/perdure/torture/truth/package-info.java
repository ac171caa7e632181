/** Reading logs. */
@NullMarked
package io.perdure.torture.truth;

import org.jspecify.annotations.NullMarked;
