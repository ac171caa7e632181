package io.perdure.it.timers;

import io.perdure.conformance.timers.ClaimSuite;

class ClaimTest extends ClaimSuite {}
