package io.perdure.it.leases;

import io.perdure.conformance.leases.LeaseKeeperSuite;

class LeaseKeeperTest extends LeaseKeeperSuite {}
