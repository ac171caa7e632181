package io.perdure.it.leases;

import io.perdure.conformance.leases.LeaseLossSuite;

class LeaseLossTest extends LeaseLossSuite {}
