package io.perdure.it.general;

import io.perdure.conformance.general.ClockSuite;

class ClockTest extends ClockSuite {}
