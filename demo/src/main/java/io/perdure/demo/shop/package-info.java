/**
 * A shop that works off orders in several processes: how an engine is written on Perdure.
 *
 * <p>{@link io.perdure.demo.shop.Rules} decides, from what has happened and was answered alone;
 * {@link io.perdure.demo.shop.Orders} writes each decision down in one transaction, with the task
 * or timer of what is to be done then; {@link io.perdure.demo.shop.Worker} does it, under a claim
 * that {@link io.perdure.demo.shop.Claims} keeps alive; {@link io.perdure.demo.shop.Alarms} turns
 * timers into tasks; {@link io.perdure.demo.shop.Shop} is a process with all of these, which may be
 * killed at any moment.
 */
@NullMarked
package io.perdure.demo.shop;

import org.jspecify.annotations.NullMarked;
