package io.perdure.it.leases;

import io.perdure.conformance.leases.FenceSuite;

class FenceTest extends FenceSuite {}
