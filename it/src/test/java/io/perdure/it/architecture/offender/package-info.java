/** Breaks every rule of the house, so that the rules are seen to bite. Nothing here is run. */
@NullMarked
package io.perdure.it.architecture.offender;

import org.jspecify.annotations.NullMarked;
