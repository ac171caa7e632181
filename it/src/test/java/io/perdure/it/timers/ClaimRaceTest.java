package io.perdure.it.timers;

import io.perdure.conformance.timers.ClaimRaceSuite;

class ClaimRaceTest extends ClaimRaceSuite {}
