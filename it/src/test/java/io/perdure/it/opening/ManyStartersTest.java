package io.perdure.it.opening;

import io.perdure.conformance.opening.ManyStartersSuite;

class ManyStartersTest extends ManyStartersSuite {}
