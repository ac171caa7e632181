/**
 * The demo: a {@link io.perdure.demo.shop.Shop} in a process that is killed again and again, and
 * the {@link io.perdure.demo.Proof} that nothing was lost and nothing happened twice.
 */
@NullMarked
package io.perdure.demo;

import org.jspecify.annotations.NullMarked;
