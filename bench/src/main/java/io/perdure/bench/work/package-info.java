/**
 * What is measured, and who takes part: {@link io.perdure.bench.work.Work} names the operations, an
 * {@link io.perdure.bench.work.Entrant} does them its way. Entries outside of this module are found
 * by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.perdure.bench.work;

import org.jspecify.annotations.NullMarked;
