package io.perdure.it.timers;

import io.perdure.conformance.timers.CorruptTimersSuite;

class CorruptTimersTest extends CorruptTimersSuite {}
