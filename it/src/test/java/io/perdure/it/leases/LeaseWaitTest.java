package io.perdure.it.leases;

import io.perdure.conformance.leases.LeaseWaitSuite;

class LeaseWaitTest extends LeaseWaitSuite {}
