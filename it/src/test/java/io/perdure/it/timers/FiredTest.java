package io.perdure.it.timers;

import io.perdure.conformance.timers.FiredSuite;

class FiredTest extends FiredSuite {}
