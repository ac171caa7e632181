package io.perdure.it.timers;

import io.perdure.conformance.timers.DelaySuite;

class DelayTest extends DelaySuite {}
