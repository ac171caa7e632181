package io.perdure.it.opening;

import io.perdure.conformance.opening.FullFileSuite;

class FullFileTest extends FullFileSuite {}
