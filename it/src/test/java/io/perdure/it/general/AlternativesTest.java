package io.perdure.it.general;

import io.perdure.conformance.general.AlternativesSuite;

class AlternativesTest extends AlternativesSuite {}
