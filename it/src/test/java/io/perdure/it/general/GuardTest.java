package io.perdure.it.general;

import io.perdure.conformance.general.GuardSuite;

class GuardTest extends GuardSuite {}
