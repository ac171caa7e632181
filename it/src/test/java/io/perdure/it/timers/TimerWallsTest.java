package io.perdure.it.timers;

import io.perdure.conformance.timers.TimerWallsSuite;

class TimerWallsTest extends TimerWallsSuite {}
