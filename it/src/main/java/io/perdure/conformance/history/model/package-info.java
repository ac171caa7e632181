/** A model of the histories in plain Java, and random scripts that compare databases with it. */
@NullMarked
package io.perdure.conformance.history.model;

import org.jspecify.annotations.NullMarked;
