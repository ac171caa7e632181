package io.perdure.it.opening;

import io.perdure.conformance.opening.CloseSuite;

class CloseTest extends CloseSuite {}
