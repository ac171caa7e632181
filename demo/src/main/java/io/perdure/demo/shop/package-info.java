/**
 * A shop that works off orders: how an engine is written on Perdure.
 *
 * <p>{@link io.perdure.demo.shop.Rules} decides, from what has happened alone; {@link
 * io.perdure.demo.shop.Orders} writes each decision down in one transaction; {@link
 * io.perdure.demo.shop.Worker} acts on timers as they become due; {@link io.perdure.demo.shop.Shop}
 * is the process, which may be killed at any moment.
 */
@NullMarked
package io.perdure.demo.shop;

import org.jspecify.annotations.NullMarked;
