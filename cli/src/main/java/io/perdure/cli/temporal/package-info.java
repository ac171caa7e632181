/**
 * Reads histories as Temporal exports them in JSON, and imports them.
 *
 * <p>The names of events and of their fields are those of Temporal's public API ({@code
 * temporal.api.history.v1}).
 */
@NullMarked
package io.perdure.cli.temporal;

import org.jspecify.annotations.NullMarked;
