package io.perdure.it.timers;

import io.perdure.conformance.timers.SurvivalSuite;

class SurvivalTest extends SurvivalSuite {}
