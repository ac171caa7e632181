package io.perdure.it.general;

import io.perdure.conformance.general.InstantSuite;

class InstantTest extends InstantSuite {}
