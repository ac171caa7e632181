package io.perdure.it.leases;

import io.perdure.conformance.leases.LeaseRaceSuite;

class LeaseRaceTest extends LeaseRaceSuite {}
