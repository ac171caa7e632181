/**
 * Measures what operations cost: {@code ./perdure bench}.
 *
 * <p>JMH does not fit what is measured here. An operation changes the store that it is measured on,
 * so that each needs tasks, or a head, of its own, made between the measured calls; what is
 * compared is two states of a store whose filling takes minutes, in one process and in turns,
 * because the noise of a machine is larger than what is looked for; and callers compete for rows.
 * The {@link io.perdure.bench.harness} is the small part of JMH that is left: warming up, rounds,
 * medians with their spread, and HdrHistogram's percentiles. At tens of microseconds for each call
 * a loop around the clock is precise enough.
 */
@NullMarked
package io.perdure.bench;

import org.jspecify.annotations.NullMarked;
