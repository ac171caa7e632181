package io.perdure.it.leases;

import io.perdure.conformance.leases.FencedAppendSuite;

class FencedAppendTest extends FencedAppendSuite {}
