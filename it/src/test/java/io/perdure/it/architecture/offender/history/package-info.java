/** A room that looks into another one. */
@NullMarked
package io.perdure.it.architecture.offender.history;

import org.jspecify.annotations.NullMarked;
