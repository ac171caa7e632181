package io.perdure.it.opening;

import io.perdure.conformance.opening.FreshFileSuite;

class FreshFileTest extends FreshFileSuite {}
