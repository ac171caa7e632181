package io.perdure.it.leases;

import io.perdure.conformance.leases.ReleaseSuite;

class ReleaseTest extends ReleaseSuite {}
