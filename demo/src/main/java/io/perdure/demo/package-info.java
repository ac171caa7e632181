/**
 * The demo: a {@link io.perdure.demo.shop.Shop} in several processes, which are killed while they
 * hold claims, a {@link io.perdure.demo.Bank} outside, and the {@link io.perdure.demo.Proof} that
 * nothing was lost and nothing happened twice.
 */
@NullMarked
package io.perdure.demo;

import org.jspecify.annotations.NullMarked;
