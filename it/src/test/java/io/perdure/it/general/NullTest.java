package io.perdure.it.general;

import io.perdure.conformance.general.NullSuite;

class NullTest extends NullSuite {}
