package io.perdure.it.timers;

import io.perdure.conformance.timers.RandomTimersSuite;

class RandomTimersTest extends RandomTimersSuite {}
