package io.perdure.it.architecture.offender.history;

import io.perdure.it.architecture.offender.timers.Clocks;

/** Of one room, and knows another. */
public record Rooms(Clocks neighbour) {}
