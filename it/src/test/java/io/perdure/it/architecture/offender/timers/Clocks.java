package io.perdure.it.architecture.offender.timers;

/** Of a room of its own. */
public record Clocks(int hands) {}
