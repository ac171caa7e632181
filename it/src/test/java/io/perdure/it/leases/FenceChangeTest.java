package io.perdure.it.leases;

import io.perdure.conformance.leases.FenceChangeSuite;

class FenceChangeTest extends FenceChangeSuite {}
