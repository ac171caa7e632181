package io.perdure.it.leases;

import io.perdure.conformance.leases.LeaseLinearizabilitySuite;

class LeaseLinearizabilityTest extends LeaseLinearizabilitySuite {}
