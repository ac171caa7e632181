package io.perdure.it.opening;

import io.perdure.conformance.opening.TemporarySuite;

class TemporaryTest extends TemporarySuite {}
