package io.perdure.it.leases;

import io.perdure.conformance.leases.AcquireSuite;

class AcquireTest extends AcquireSuite {}
